import { talk } from '../talk.ts'

export const harvestFest = [
  talk('w-7 mon 18:05', [
    'priya: welcome to the fest room! last year we planned it in 4 days and i aged 10 years. this year: six weeks',
    'mina: When do we want it? I’m free every second Saturday.',
    'jonas: Six weeks from Saturday. Sunset 17-something, so lanterns at five. Rain probability is the usual.',
    'carmen: That is also good for the pumpkins',
    'luis: And after the school holidays, so the families are here.',
    'priya: any NO?',
    'amina: home match but at 11, i come after with the whole team. they eat a lot, be warned',
    'priya +3m: then it’s decided 🎃 one long table, everything we grew, lanterns. go'
  ]),
  talk('w-7 wed 20:30', [
    'priya *: the list! take something, write your name, no heroics\n\n☐ permit for the meadow\n☐ tables and benches (120 seats?)\n☐ power\n☐ music\n☐ poster\n☐ soup, bread, salads, cakes\n☐ kids’ corner\n☐ lanterns\n☐ rain plan\n☐ money box\n☐ clean-up crew (please)',
    'haruka: poster + lanterns!!',
    'samir: Bread.',
    'mina: Soup, and first aid',
    'luis: Money box, coffee.',
    'jonas: Power, rain plan.',
    'carmen: I am the chief of the salads',
    'yusuf: Tables. Music maybe: my cousin has a band.',
    'priya: what kind of band',
    'yusuf: Loud.',
    'amina: kids corner with my course, 3 of us',
    'olena: Permit. I like forms.',
    'priya >11: you are the first human to say that',
    'bia: E eu? From 10.000 km I can make labels for the seed table!'
  ]),
  talk('w-6 tue 13:15', [
    'olena: The permit office says: form 14b, map, insurance paper, and a "responsible person with telephone".',
    'mina: Put me down.',
    'olena: They call only between 9 and 11.',
    'mina: I sleep between 9 and 11',
    'jonas: I teach between 9 and 11.',
    'luis: Me then. I am in the café and the phone is always sticky.',
    'olena: Done. 25 €, answer in three weeks.'
  ]),
  talk('w-6 sun 21:05', [
    'haruka: three drafts!\nA pumpkin moon\nB long table from above\nC the heron, Herr Schmidt, with a bow tie\nhttps://example.org/drawings/fest-posters',
    'mina: B is gorgeous. But C made me laugh out loud on the night bus',
    'carmen: C',
    'luis: As treasurer: B. As a person: C.',
    'jonas: C. The posture is scientifically correct.',
    'amina: C C C',
    'samir: B, I can almost smell the bread in it.',
    'yusuf: C.',
    'haruka: what if herr schmidt walks along the long table 🤔',
    'priya: sold sold sold'
  ]),
  talk('w-5 tue 20:48', [
    'bia: Para as etiquetas: querem os nomes também em português?',
    'carmen: ¡Claro! Y en gallego si cabe 😄',
    'bia: Cabe! "Cabaza" ou "calabaza"?',
    'carmen: Cabaza, como decía mi abuela',
    'bia: Então fica: pumpkin · Kürbis · cabaza · abóbora · гарбуз · かぼちゃ · قرع',
    'haruka: かぼちゃ!! my favourite word',
    'olena: Правильно, гарбуз. Careful though, in Ukraine you give a pumpkin to the boy you do not want to marry.',
    'amina: taking notes'
  ]),
  talk('w-5 sat 14:10', [
    'jonas: Power: the school lends us the meter box. 2 × 16 A. That is soup (2 kW), coffee (1.8), waffle (1.2), lights (0.3) and the band.',
    'yusuf: The band needs 3.',
    'jonas: Then never coffee, waffle and chorus at the same time.',
    'samir: I can stop the waffle for the chorus.',
    'luis: I do not stop the coffee for anybody.',
    'jonas +2m: I will make a plan with colours.'
  ]),
  talk('w-4 mon 17:45', [
    'priya: how are we doing? my count: 9 of 12 boxes ticked',
    'olena: Permit is here!!! With a stamp and a coffee stain.',
    'luis: The stain is mine.',
    'priya: 10 of 12!! what’s missing',
    'jonas: Rain plan and clean-up.',
    'mina: Clean-up: Sunday ten o’clock, everybody who ate. I’ll make rolls',
    'samir: I will make rolls. You will sleep.',
    'mina: Yes chef'
  ]),
  talk('w-4 fri 21:12', [
    'haruka: posters are printed!! 60 pieces. who hangs where',
    'luis: Café, the lock, the pharmacy.',
    'amina: school, uni, sports ground',
    'samir: Bakery, mosque, bus depot.',
    'carmen: The hairdresser and the church. They talk more at the hairdresser',
    'olena: Library. Also the institute.',
    'haruka: i do the trees along the river. with string, no nails!!',
    'yusuf: Thank you for no nails.'
  ]),
  talk('w-3 thu 19:26', [
    'bohdan: Can I help with something or is it all taken?',
    'priya: ever strung lanterns?',
    'bohdan: I’ve hung hockey banners from an arena roof',
    'haruka: YOU. with me. saturday week',
    'bohdan: Does that mean next Saturday or the one after',
    'jonas: The one after next. It is the hardest phrase in English and you are the native speaker here.',
    'bohdan >5: We’d just say "in two Saturdays, eh"'
  ]),
  talk('w-3 sun 16:40', [
    'carmen: Allergies! I need to know before I write the salads. Tell me all',
    'mina: Nuts: two of the kids. Gluten: Jonas’s wife.',
    'amina: no pork no gelatine for about 15 of us',
    'samir: Halal for the grill please, I bring the meat and the grill is separate.',
    'haruka: shrimp, me. i turn into a balloon',
    'priya: vegan: me, and maybe ten others',
    'luis: Wine must be on a different table, the children’s juice looks the same.',
    'carmen *: I write a card for each bowl, with drawings: nut, wheat, milk, egg, fish. Haruka, can you make them small?',
    'haruka: tomorrow ✏️'
  ]),
  talk('w-2 mon 17:58', [
    'jonas: Twelve days. Long-range model has a low over the Channel on Friday and a ridge on Saturday, but this is astrology with isobars.',
    'priya: say something comforting',
    'jonas: The school gives us the gym if it rains.',
    'priya: that’s comforting, thanks',
    'mina: I trust the ridge'
  ]),
  talk('w-2 wed 20:17', [
    'yusuf: The band asks: what songs are forbidden?',
    'priya: none? within reason?',
    'yusuf: Within reason they know nothing.',
    'luis: No brass after nine, the neighbours of the lock.',
    'carmen: One pasodoble for me!',
    'samir: And one dabke. I will lead it. You have been warned.',
    'amina: SAMIR DABKE 🔥🔥',
    'yusuf: He says: pasodoble yes, dabke yes, halay also, and they have one song in German.',
    'jonas: Which?',
    'yusuf: He does not want to say.'
  ]),
  talk('w-2 sun 19:55', [
    'priya: six days! who still needs hands?',
    'haruka: lanterns: 41 of 80 done. paper cuts: 9',
    'mina: I can fold on the night shift, it’s usually quiet from three to five',
    'haruka: i put a bag at your door',
    'luis: Change: I need 60 € in coins.',
    'carmen: I have a piggy bank of my grandson',
    'luis: I do not rob children, Carmen.',
    'carmen: He has a business mind, he takes 5 %',
    'olena: I label 38 kinds of seeds with Bia until midnight.'
  ]),
  talk('w-1 tue 21:08', [
    'jonas: Model update: Saturday dry, 11 degrees, light wind from the east. I say it quietly.',
    'priya: 🤫',
    'haruka: 🤫🤫',
    'amina: 🤫🤫🤫',
    'carmen: Why are we whispering?'
  ]),
  talk('w-1 fri 17:10', [
    'priya: final final list\n\n08:00 van (samir, bohdan)\n09:00 tables, benches, straw (yusuf + everyone)\n11:00 power (jonas, don’t touch anything before)\n13:00 lanterns (haruka, bohdan)\n14:30 food arrives → carmen decides where\n15:00 GATE OPEN\n16:00 pumpkin weighing\n17:00 lanterns on\n18:00 band\n21:00 quiet, soup, stories\n22:00 fire out (mina checks)',
    'mina: I’ve printed it and it’s on my fridge',
    'luis: I have laminated it.',
    'jonas: I have synchronised it.',
    'bohdan: What’s the pumpkin weighing?',
    'carmen: War.',
    'olena: Friendly war. Mine is 31 kilos, but I say nothing.',
    'yusuf: 34.',
    'olena: …',
    'carmen: 😏 wait until tomorrow'
  ]),
  talk('w-1 sat 07:40', [
    'samir: Van is loaded. 90 loaves.',
    'mina: Blue sky!! BLUE',
    'jonas: Ridge.',
    'priya: nobody say anything, just come',
    'bohdan +2m: On my way with coffee for Samir and me and… how many are we at 9?',
    'haruka: all of us bohdan 😄',
    'bohdan: OK so two trips',
    'luis +1h: I counted 23 people carrying benches. In eleven years I have never seen 23 people carry benches.'
  ]),
  talk('w-1 sat 16:24', [
    'amina: PUMPKIN RESULTS\n3. yusuf 34.2 kg\n2. olena 36.8 kg (she lied yesterday!!)\n1. carmen 41.5 kg',
    'carmen: 👑',
    'olena: It was a tactical number.',
    'bohdan: Mine was 2.1. It’s from the supermarket. I just wanted to belong',
    'carmen >3: You get the prize for honesty, which is soup',
    'jonas: The scale is calibrated, before anybody asks. With 40 bags of sugar.'
  ]),
  talk('w-1 sat 23:18', [
    'mina: Fire’s out, gate’s locked, key is NOT in the kettle.',
    'priya: i can’t feel my feet. 180 people. one hundred and eighty',
    'haruka: when the lanterns went on and everybody said ooooh 😭',
    'samir: My legs are finished. The dabke had 60 people.',
    'luis: I danced. If there is a film, I buy it.',
    'amina: 80 € and its yours',
    'yusuf: My cousin says best crowd ever. The German song was the one with the beer.',
    'jonas: I knew it.',
    'mina: Sleep well, you wonderful lot. Rolls at ten'
  ]),
  talk('w-1 sun 14:05', [
    'priya: meadow is clean! took us 1h50 with 19 people. found: 2 scarves, 1 tiny mitten, a set of teeth (!!)',
    'carmen: The teeth are of Señor Paulsen, I bring them',
    'mina: Of course you know whose they are',
    'luis: Accounts, first look: in 1 148,30 €, out 386,75 €. So 761,55 € for the greenhouse. I checked it twice because I did not believe it.',
    'jonas: That is 32 % of the glass.',
    'olena: Браво всім! 👏',
    'haruka: herr schmidt would be proud',
    'bohdan: I’ve been here like three weeks and I cried at a pumpkin. What have you done to me'
  ]),
  talk('5h', [
    'haruka: all photos are up! https://example.org/photos/harvest-fest',
    'mina: The one with Samir in the air!! How high was that?',
    'jonas: From the shadow I estimate 60 cm.',
    'mina +1m: I’m printing it for the shed',
    'carmen +30m: Do we keep the lanterns or do they go to the school?',
    'amina: school asked yes! they want 40 for their lantern walk',
    'priya: 40 to school, 40 stay, the broken 3 live with me now'
  ])
]
