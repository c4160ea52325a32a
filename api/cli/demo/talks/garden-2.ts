import { talk } from '../talk.ts'

export const garden = [
  talk('w-5 wed 12:10', [
    'bia: Seed swap! Who keeps what this year? I make the list from here, you do the drying',
    'carmen: Prima Loli, the long peppers, coriander',
    'olena: Dill, beetroot, three poppies (the legal ones)',
    'haruka: shiso, red and green. and some mizuna if the fleas leave me any',
    'jonas: Beans: "Blauhilde" and the spotted ones from Mina’s mother.',
    'mina: Those are called Aunty Ngozi, please respect the name 😌',
    'bia >4: Jonas, dry them until they break, not until they bend!',
    'jonas: I will apply 90 degrees and a stopwatch.',
    'samir: I have za’atar from my mother’s balcony. It survived a war and two borders, I think it will survive Jonas.',
    'bia +2m: ❤️ that one gets its own page',
    'amina: plot 9 gives: sunflowers. so so many sunflowers',
    'bia: Obrigada gente! List so far: https://example.org/seeds/this-year'
  ]),
  talk('w-5 fri 18:44', [
    'mina: Somebody left a crate of 20 strawberry plants at the gate with a note "for the garden, we are moving". No name!',
    'haruka: 😭 thank you stranger',
    'jonas: Bed by the bench? It gets the morning sun.',
    'carmen: By the bench everybody will eat them',
    'mina: Exactly',
    'luis: I like gifts that need no receipt.'
  ]),
  talk('w-5 sun 09:17', [
    'priya: the ivy is in flower and the bees have lost their minds. go and stand under the wall by the gate and LISTEN',
    'haruka: i drew there for an hour. it sounds like a fridge with feelings',
    'priya >1: that is the best description of bees I have ever heard',
    'jonas: 250 wingbeats per second, roughly the B below middle C.',
    'priya: and jonas brings the sheet music'
  ]),
  talk('w-4 tue 16:20', [
    'amina: the class is coming on thursday!! 24 kids, 8 years old, 10 til 12',
    'amina: what can they do that is not dangerous and not boring',
    'olena: They can look for galls on the oak, I give them lenses.',
    'yusuf: Bird boxes. I cut, they nail. Small hammers.',
    'mina: Small hammers and 24 kids, so we need plasters. I bring the kit.',
    'samir: I make small breads, each child puts its own initial.',
    'carmen: And I tell them that the worm is not disgusting',
    'amina: you are all the best. crying in the library rn',
    'jonas >1: Pressing apples. Everything that rotates and drips is physics.',
    'amina: ok timetable:\n10:00 worms (carmen)\n10:25 boxes (yusuf)\n11:00 apples (jonas)\n11:30 bread + juice\n11:55 count children',
    'priya: please count them more than once'
  ]),
  talk('w-4 thu 13:08', [
    'amina: 24 out, 24 home. one plaster. one marriage proposal to yusuf',
    'yusuf: She was very good with the hammer. I said let us finish the box first.',
    'mina: 😂😂',
    'carmen: A boy asked me if I am a hundred. I said almost',
    'olena: One girl found a gall wasp that I have not seen here before. She named it Kevin.',
    'jonas: 31 litres of juice. Roughly four of them in the cups, the others on me.',
    'amina: best day of my whole training honestly. thank you 💛'
  ]),
  talk('w-4 sat 11:36', [
    'luis: Straw delivery is here and the driver says 40 bales. We ordered 14.',
    'mina: Forty?!',
    'luis: He shows me the paper. It says 40. It is my handwriting, my 1 looks like a 4 and my 4 looks like… it is complicated.',
    'jonas: A café owner who writes a 1 like a 4. How much is an espresso?',
    'luis >3: For you, 41 euro.',
    'priya: keep them!! straw for the fest, seats for everybody',
    'haruka: STRAW SEATS. yes. i wanted to draw exactly that',
    'luis: He gives ten bales for free if he does not have to load them again.',
    'mina: Sold. Everyone with arms to the gate please'
  ]),
  talk('w-4 sun 17:20', [
    'haruka: there is a hedgehog in the leaf pile behind the shed!! very small. very round',
    'olena: How small? Less than 500 g now is a problem for the winter.',
    'haruka: like a big orange?',
    'yusuf: Kitchen scale is in the library, number 77.',
    'haruka +12m: 430 g. it bit the scale',
    'olena: I call the station tomorrow. Cat food without sauce, water, NO milk.',
    'haruka: its name is mikan 🍊',
    'amina: mikan!!!!!',
    'olena +18h: The station says: feed it in the evening, weigh on Fridays, at 600 g it may sleep.',
    'haruka: mikan-chan we will make you fat'
  ]),
  talk('w-3 mon 17:10', [
    'mina: Everybody, this is Bohdan! He asked at the gate whether the garden is "a club or just friendly people". I said it depends on the day.',
    'bohdan: Hi everyone 👋 Moved here three weeks ago, I know exactly one person and it’s the guy at the residents’ office',
    'priya: welcome!! what do you like to grow',
    'bohdan: Honestly? In Winnipeg I grew ice. But my baba had a garden and I miss the smell of dill',
    'olena: Вітаю! Кріп росте на ділянці 7, приходь по насіння.',
    'bohdan >4: О, привіт! Я аж усміхнувся. Прийду, дякую!',
    'carmen: Welcome Bohdan! Are you eating well?',
    'jonas: That is the official interview. Answer carefully.',
    'bohdan: uh… toast?',
    'carmen: Madre mía. Thursday, seven o’clock, my table',
    'yusuf: Welcome. You can use a spade?',
    'bohdan: I can use a snow shovel, does that transfer?',
    'yusuf: We will see on Saturday.',
    'amina: hi bohdan im amina, off-topic is where the fun is',
    'mina: Half of plot 12 is free until spring, it’s yours if you want it. Sun after eleven, soil a bit stony.',
    'bohdan +3m: I want it. Wow. Thank you.'
  ]),
  talk('w-3 wed 20:05', [
    'bohdan: Stupid question: what can I even plant now?',
    'olena: It is not stupid. Garlic, broad beans, winter lettuce under fleece. And green manure where you are lazy.',
    'bohdan: How deep does garlic go',
    'carmen: Two fingers, with the point to the sky',
    'jonas: Five centimetres.',
    'carmen: That is what I said, two fingers of MINE',
    'bohdan: Pointy end up, two Carmen fingers. Got it',
    'luis: In France we put garlic when nobody looks at the clock: the shortest day. Harvest on the longest.',
    'olena >7: Pretty, but here it drowns then. Next weekend is better.',
    'bohdan: So which garlic do I buy?',
    'yusuf: Not the supermarket. I have bulbs from Kastamonu, take five. My father sends too many, every year, since 1998.'
  ]),
  talk('w-3 sat 13:12', [
    'yusuf: Bohdan can use a spade.',
    'bohdan: 🥹',
    'mina: That’s the highest award we have, you know',
    'bohdan: I have blisters in places I didn’t know had skin. 48 cloves in!',
    'jonas: Four rows of twelve?',
    'bohdan: Eight rows of six, with string!',
    'jonas >4: We are going to get along.'
  ]),
  talk('w-3 sun 19:30', [
    'priya: weighed the hives: 38, 41 and 33 kg. the third needs feeding before it gets properly cold',
    'mina: How much sugar?',
    'priya: 12 kg for now. it’s in the budget, luis, don’t faint',
    'luis: I am sitting. 12 kg of sugar is 10,68 €.',
    'priya: he knows it by heart',
    'carmen: I have 4 kg at home from the jam that I did not make',
    'priya >5: carmen 💐'
  ]),
  talk('w-2 tue 15:42', [
    'haruka: mikan report: 560 g!! 📈',
    'bohdan: Who is Mikan and why is there a graph',
    'haruka: the hedgehog behind the shed. the graph is on the shed door. join us',
    'amina: i check the graph more than my bank account',
    'luis: I as well would prefer that curve.'
  ]),
  talk('w-2 thu 18:15', [
    'jonas: For the rota: with the fest on Saturday week I need two teams this Saturday. Beds to bed (compost, leaves, straw): 6 people. Tables and lanterns: 4 people.',
    'carmen: Beds. I do not go on ladders any more',
    'haruka: lanterns',
    'samir: Beds, from 7.',
    'olena: Beds. And I check who hides blight.',
    'amina: lanterns til 12 then match',
    'bohdan: Whatever needs lifting',
    'jonas >6: That will be noted and used against you.',
    'priya: lanterns + bees',
    'yusuf: Tables. I count them first, last year two walked away.',
    'luis: Beds at 9, then I open the café.',
    'jonas: Perfect. Nine people, ten tasks, the usual.'
  ]),
  talk('w-2 sat 16:30', [
    'mina: I am sitting on the bench by the strawberries and I need to say this somewhere: look what you all did today. Every bed has a blanket. I’m a bit emotional, it’s the night shifts.',
    'carmen: 🥰🥰',
    'jonas: 27 barrows of leaves. I counted so that you can be emotional with a number.',
    'mina >1: Come and sit, there’s half a flask left',
    'carmen: I come!!'
  ]),
  talk('w-1 mon 18:50', [
    'bohdan: Something grew. GREEN. In the garlic',
    'bohdan: is it the garlic or is it a weed, please be gentle',
    'olena: Photo?',
    'bohdan: https://example.org/photos/is-this-garlic',
    'olena +2m: It is garlic. Congratulations.',
    'carmen: He is a father!',
    'yusuf: Kastamonu.',
    'jonas: Nine days. Slightly above average.'
  ]),
  talk('w-1 wed 07:20', [
    'samir: Two degrees at four in the morning. I had to scratch the window of the van.',
    'jonas: 1.6 at the grass, lowest since spring. Dahlias out this weekend at the latest.',
    'mina: After the fest please, I need them on the table!',
    'jonas: Then we cover them until Saturday. I put the thin fleece over.',
    'haruka: dahlias in pyjamas 🌸'
  ]),
  talk('5d 17:05', [
    'olena: Mikan weighs 612. She may sleep now.',
    'haruka: 😭😭😭 she?',
    'olena: The station looked. She.',
    'amina: sleep well queen',
    'bohdan: Legend. See you in spring Mikan',
    'yusuf: Box is dry, leaves are in, stone is on top. Please nobody lift it to look.',
    'haruka: i will look at the outside of the box very quietly'
  ]),
  talk('4d 19:14', [
    'priya: last mite count of the year: 2 in three days on the sticky board. two!!',
    'mina: Is that good? Tell me it’s good',
    'priya: it’s SO good. last year it was 19',
    'olena: I am impressed. What did you change?',
    'priya: took the drone comb out in time. and luck. mostly luck',
    'jonas: Luck with a protocol.'
  ]),
  talk('3d 12:32', [
    'amina: who put googly eyes on the pumpkins',
    'bohdan: …',
    'bohdan: Define "put"',
    'amina: THEY ARE ALL LOOKING AT ME',
    'haruka: i may have supplied the eyes',
    'mina: Please leave them forever'
  ]),
  talk('2d 18:20', [
    'jonas: Where should the greenhouse stand? I have shaded the map by hour for the shortest day: https://example.org/maps/shadow',
    'olena: North end, behind plot 8. There it gets the low sun from ten to three.',
    'carmen: But far from the tap',
    'yusuf: A pipe is cheap. Shadow is forever.',
    'luis: A pipe is 3,20 € the metre, but yes.',
    'mina: I love "a pipe is cheap, shadow is forever". On a tea towel please, Haruka',
    'haruka: already drawing it'
  ]),
  talk('1d 09:06', [
    'carmen: Who has too many leeks? I need four',
    'samir: Plot 6, take, they are standing like soldiers.',
    'carmen: Gracias mi rey',
    'amina: وأنا كمان بدي كراث 😅',
    'samir: خذي كمان، الخير كثير.',
    'carmen +1m: What did she say, is she taking MY leeks',
    'samir: There is enough for everybody, I promise.'
  ]),
  talk('42m', [
    'jonas: Frost warning for tonight, who can cover plots 4–9? The fleece is in the blue box.',
    'jonas +8s: Key is `0417` as always.',
    'mina +3m: I can do it before my shift. Bringing soup for everyone 🍲',
    'bohdan: I’m in for soup. And fleece. In that order',
    'carmen: What soup?',
    'mina >4: Pumpkin and ginger, a little chilli, no cream so that everybody can',
    'olena: Please put stones on the corners, not pegs, pegs make holes.',
    'haruka: i have 20 painted stones waiting for a purpose in life',
    'jonas: Minus three at the grass, says the model. So two layers over the chard.',
    'luis +3m: Could somebody bring the second ladder on Saturday? We reach the top bed otherwise only by magic.',
    'yusuf: I bring it.',
    'mina: Thank you all. Gate is open, come when you can 🧡'
  ])
]
