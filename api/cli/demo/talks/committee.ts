import { talk } from '../talk.ts'

export const committee = [
  talk('60d 20:34', [
    'mina: Committee room, only the five of us. Same rule as ever: no names of people who ask for the reduced fee, not even here.',
    'luis: Agreed. I use numbers.',
    'jonas: Minutes: I will write them in the shed folder and one page for the board at the gate.',
    'priya: can we say what’s decided within 24h? last time people heard it from carmen first',
    'olena: Everybody hears everything from Carmen first.',
    'mina: True, and she’s usually right. But yes, 24 h.'
  ]),
  talk('w-8 fri 21:02', [
    'luis: State of the till, end of the month:\n- bank 3 214,60 €\n- cash 187,25 €\n- open: water 312 €, insurance 268,40 €\n- fees missing: 4 of 31',
    'jonas: So free money about 2 820.',
    'luis: 2 821,45. About.',
    'priya: should we remind the four?',
    'luis: Two have told me why. I wait. The other two I meet for coffee, it is faster than a letter.',
    'mina >3: Thank you for doing that gently'
  ]),
  talk('w-7 wed 21:10', [
    'olena: I propose that we talk seriously about the greenhouse. Half of the blight we would not have with a roof over the tomatoes.',
    'luis: Offers: A) new, aluminium, 3 × 6 m, 4 890 €. B) used, from the nursery that closes, 2 400 € with glass, we take it down ourselves.',
    'jonas: B has 4 mm glass and the ridge is 2.40. I measured it on Sunday. Under the pretext of buying a cyclamen.',
    'priya: did you buy the cyclamen',
    'jonas: Two.',
    'mina: Do we need a permit?',
    'olena: Under 30 cubic metres no. It has 29.',
    'jonas >6: 28.8. Depends how you hold the tape.',
    'luis: Then 2 400, without touching the reserve. I suggest to collect it, each pane 60 €, people like to own a pane.',
    'mina: Forty panes! Yes. I love that. Vote?',
    'priya: 👍',
    'olena: For.',
    'jonas: In favour, obviously.',
    'luis: 👍 unanimous, I write it down before somebody thinks.'
  ]),
  talk('w-6 tue 20:30', [
    'mina: The lease. The city wrote: renewal for ten years, but they want the fence 1 m further in, for the cycle path.',
    'jonas: That is plot 1 and the raspberry row. 34 m².',
    'priya: and my bee entrance side 😬 flight path right over a cycle lane',
    'olena: A hedge of two metres makes the bees climb. That is written in every guideline, I send you one.',
    'luis: Then ask: we give the metre, they plant the hedge, and 10 years become 15.',
    'mina: Luis, are you this sharp with the coffee suppliers?',
    'luis: They call me "the lemon".',
    'mina +46h: They said yes to the hedge and 12 years!',
    'luis: Next time I ask for 20.'
  ]),
  talk('w-5 mon 21:25', [
    'jonas: The leak: 4.1 m³ lost, at 4.38 per m³ with sewage that is 17.96 €. If we apply, the sewage part comes back.',
    'luis: How much is that?',
    'jonas: 9.60.',
    'luis: For 9,60 I fill in one form. Not two.',
    'jonas: It is one form and an annex.',
    'luis: Jonas.',
    'jonas: I will do the annex.'
  ]),
  talk('w-4 tue 21:00', [
    'priya: we got a complaint. neighbour at the lock: smoke on saturday and "drumming"',
    'mina: Drumming?',
    'priya: bird boxes. 24 children. hammers',
    'olena: That was Thursday at eleven in the morning.',
    'mina: I’ll go over with a jar of tomatoes and an invitation to the fest. Always worked so far.',
    'jonas: Take two jars. He has a tuba, we may need him to be generous one day.',
    'mina +23h: He took both jars, he’s called Friedrich and he’d like to know if there’s a free plot 🙃'
  ]),
  talk('w-3 mon 20:44', [
    'mina: Half of plot 12 to Bohdan, as agreed? Waiting list has two names, but they both want a whole one.',
    'priya: yes. he’s lovely, he asked if he could sweep something',
    'jonas: Yes.',
    'olena: Yes. I have given him dill.',
    'luis: Yes. Fee from next month, until then he is a guest.'
  ]),
  talk('w-3 thu 20:15', [
    'luis: Insurance: with public on the ground (fest) we need the extension, 38,50 € for the day. Sign or not?',
    'mina: Sign!',
    'jonas: Sign. There are lanterns, a band and a pumpkin of unknown mass.',
    'olena: Sign.',
    'priya +1h: sign. sorry, was in a hive'
  ]),
  talk('w-2 wed 21:30', [
    'olena: I want to say something difficult. Plot 11 has not been touched since spring. The bindweed comes to 10 and 12.',
    'mina: I know. I spoke with them. There’s an illness in the family, they’re ashamed to say they can’t manage.',
    'olena: Oh. Then I did not say anything.',
    'priya: could we just… look after it until spring? a rota, an hour a week, no fuss',
    'jonas: Green manure now, cover, done. Phacelia, if we sow this week.',
    'luis: And the fee of the next half-year we do not see.',
    'mina: You’re good people. I’ll tell them nobody is taking anything away.',
    'olena >0: I bring the phacelia on Saturday. I go there first, when nobody looks.'
  ]),
  talk('w-1 sun 21:15', [
    'luis: Final, with the cousin’s petrol: fest brings 748,05 €. With the panes already promised (13) we are at 1 528,05 of 2 400.',
    'jonas: 63.7 %.',
    'mina: In ONE weekend. I need to lie down.',
    'priya: lie down, you’ve been up for about 30 hours',
    'olena: The nursery waits until the end of next month. I asked.',
    'luis: Then we have it. I feel it in the little finger, and the little finger is audited.'
  ]),
  talk('5d 20:40', [
    'priya: proposal: we change the lock code before winter, too many old members know it',
    'jonas: Agreed. But please not a birthday this time. Half the town knows yours, Mina.',
    'mina: 0417 is not my birthday, it’s the day we got the first key!',
    'jonas: I stand corrected. It is also on three sheds and in two wills.',
    'olena: When?',
    'mina: First Saturday after the frost covers are on. New code on paper, person to person.',
    'luis: I eat mine afterwards.'
  ]),
  talk('2d 21:05', [
    'luis: Three more panes today! An envelope in the café, "for tomatoes without spots", 180 € in cash, no name.',
    'olena: That handwriting I would know anywhere, but I say nothing.',
    'mina: Say nothing louder, I’m so curious',
    'olena: 🤐',
    'jonas: 1 708.05 then. 71.2 %.',
    'priya: we should thank “nobody” on the board',
    'mina: "Thank you, nobody. You know who you are." I’ll write it tomorrow'
  ])
]
