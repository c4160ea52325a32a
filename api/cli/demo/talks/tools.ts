import { talk } from '../talk.ts'

export const toolLibrary = [
  talk('60d 19:14', [
    'yusuf: So. This is the tool library. 143 things, each has a number with white paint. The rule is simple:\n1. Write here the number and until when.\n2. Bring it back clean and dry.\n3. Broken? Say it. Nobody is angry. If you hide it I am angry.',
    'mina: I’d sign that.',
    'jonas: Catalogue, with photos: https://example.org/tools',
    'priya: what is 001?',
    'yusuf: My grandfather’s plane. It is only to look.',
    'carmen: And 143?',
    'yusuf: A waffle iron. I do not know why.',
    'samir >6: I know why. It was me. You are welcome.'
  ]),
  talk('w-8 fri 17:40', [
    'luis: I take 031, the hedge shears, until Sunday.',
    'yusuf: Good. Oil on the blade after.',
    'luis: Olive oil is all right?',
    'yusuf: No.',
    'luis: It was a joke.',
    'yusuf: I know. Also no.'
  ]),
  talk('w-8 sat 10:35', [
    'haruka: who has the soil thermometer? i put it in the drawer in spring and i still dream of it'
  ]),
  talk('w-7 wed 17:30', [
    'amina: the mower is dead 😬',
    'yusuf: What did it do before it died?',
    'amina: it went brrrRRRrr then a bang then nothing',
    'yusuf: Smoke?',
    'amina: a little. grey. smelled like fireworks',
    'jonas: Did you hit something?',
    'amina: a … possible sprinkler',
    'yusuf: Then the shear pin broke, that is its job. The engine is fine maybe. Do not pull the cord any more.',
    'samir: I fix buses before I baked, I look at it tomorrow at two.',
    'amina >8: samir thank you. i owe you my life and a sprinkler',
    'samir +21h: Pin and the cable. 9 € for both, it runs like a young goat.',
    'yusuf: Thank you usta.',
    'luis: Receipt?',
    'samir: In the bread bag on your counter.'
  ]),
  talk('w-7 sat 10:15', [
    'yusuf: Sharpening day today! Bring knives, shears, spades. Until one.',
    'carmen: I bring five knives and my chopper, do not be afraid',
    'haruka: can you sharpen scissors for paper',
    'yusuf: Yes, but then they stay scissors for paper. You promise.',
    'haruka: i promise on my grandmother',
    'mina: Is the spade with the split handle worth it?',
    'yusuf: The steel is from 1961. The handle I change. Always worth it.',
    'priya +2h: my hive tool could now perform surgery'
  ]),
  talk('w-6 mon 18:12', [
    'yusuf: 031 hedge shears: Luis, Sunday was eight days ago.',
    'luis: Ah. Yes. They are in the car.',
    'yusuf: And the car?',
    'luis: In Lyon. With my sister. Until Thursday.',
    'jonas: The shears have travelled more than I have this year.',
    'luis +4m: I will bring them back with a salami as apology.',
    'yusuf: Clean and dry.',
    'luis: The shears or the salami?',
    'yusuf: Both.'
  ]),
  talk('w-6 wed 18:47', [
    'haruka: what is number 58. it looks like a medieval thing for feet',
    'yusuf: A dibber. For planting leeks.',
    'haruka: it is beautiful. may i draw it',
    'yusuf: Please.',
    'haruka +26h: https://example.org/drawings/dibber-58',
    'yusuf: This goes on the wall.',
    'mina: Could we have ALL the tools drawn like this? A poster? I’d hang it at home',
    'haruka: 143 drawings… ask me in winter 😅'
  ]),
  talk('w-6 fri 08:20', [
    'jonas: Proposal for the labels: `area-number`, so G-031 for garden, W-012 for wood, K-143 for the waffle iron. Then the shelf tells you where it lives.',
    'yusuf: White paint is on them already.',
    'jonas: One letter in front. I would do it, with a stencil.',
    'yusuf: And what is the ladder? Garden or wood?',
    'jonas: …Height.',
    'priya: jonas no',
    'yusuf +1m: The numbers stay. But you may make the shelf labels.',
    'jonas >6: I accept this compromise with dignity.'
  ]),
  talk('w-5 tue 19:31', [
    'mina: The 8 mm bit is missing from the drill set, #064. Has anyone got it in a pocket?',
    'samir: Not me.',
    'amina: checked all my pockets, found 3 seeds and a tram ticket',
    'carmen: What does it look like?',
    'yusuf: Like the 7 and the 9, but between.',
    'carmen: Then I have stirred the paint with it. Perdón. I wash it',
    'yusuf: Turpentine, not soap!',
    'carmen: Too late 🫢'
  ]),
  talk('w-5 thu 17:22', [
    'samir: سلام، العربة الكبيرة عجلتها مثقوبة.',
    'amina: والله؟ أنا استعملتها أمس وكانت تمام',
    'samir: مسمار صغير. عندي رقعة، أصلحها الليلة.',
    'amina: الله يعطيك العافية 🙏',
    'samir: Sorry, for the others: the big barrow has a flat tyre, a nail. I patch it tonight.',
    'yusuf: Eyvallah Samir. Yama kutusu üst rafta.',
    'samir: Buldum, sağ ol abi.'
  ]),
  talk('w-4 wed 18:02', [
    'jonas: The apple press is booked for Thursday with the school. Who wants it at the weekend?',
    'carmen: Saturday for me!',
    'mina: Sunday morning, I have two crates from my neighbour.',
    'jonas: Then: Thu school, Sat Carmen, Sun Mina, Mon washing day for everybody who pressed.',
    'olena: Please take the cloths home and boil them. Last year something lived in them.',
    'priya: “something”',
    'olena: Three things. I put one under the microscope, it was very pretty.'
  ]),
  talk('w-4 sat 12:20', [
    'yusuf: To borrow the chainsaw (#102) you need: the course, the trousers, the helmet, a second person. I will not discuss.',
    'luis: Somebody asked?',
    'yusuf: Somebody came in sandals.',
    'haruka: 😱',
    'jonas: It was my brother-in-law. I apologise for the whole family.'
  ]),
  talk('w-3 tue 18:30', [
    'bohdan: Hi, newbie question. How do I borrow? Do I sign something, is there a deposit?',
    'yusuf: You write here. That is the signature.',
    'bohdan: That’s it??',
    'yusuf: 143 things, eleven years, four lost. Two of them came back.',
    'bohdan: Then: spade 009 and the string with the pegs, til Sunday please',
    'yusuf: Good. 009 is the good one.',
    'mina: He gave you 009 on your first day?! I waited two years'
  ]),
  talk('w-3 fri 09:48', [
    'priya: the pressure washer. who, in this community, has the pressure washer',
    'luis: The café has the pressure washer.',
    'priya: the café doesn’t borrow, luis borrows',
    'luis: Luis has the pressure washer and the terrace is very beautiful now. I bring it at noon.',
    'yusuf: Was that number written here?',
    'luis: … #091. Until noon.',
    'priya: 😌'
  ]),
  talk('w-2 mon 20:10', [
    'amina: is there anything to carry 6 tables across town',
    'yusuf: Bike trailer, 80 kg. Or Samir’s van after 8 in the morning.',
    'samir: After eight, yes. Smells of bread, be warned.',
    'amina: thats a feature',
    'bohdan: I can ride the trailer if I don’t have to go uphill',
    'jonas: Line it up along the river, 0.4 % gradient.',
    'bohdan: I’m going to pretend I know what that feels like'
  ]),
  talk('w-2 fri 17:52', [
    'olena: The moisture meter #088 says my soil is 140 % wet.',
    'jonas: That is a lake.',
    'yusuf: Battery.',
    'olena: It eats a battery that no shop has.',
    'jonas: LR1, also called N or "lady". I have two in my desk, do not ask why.',
    'haruka: why',
    'jonas: Nineties doorbell.'
  ]),
  talk('w-1 thu 18:33', [
    'yusuf: For Saturday is out: tables 120–125, both lanterns boxes, cable drums 70 71 73, the big pot (#130), waffle iron.',
    'samir: Waffle iron 💪',
    'yusuf: Everything has red tape with RG. On Sunday I want to see red tape.',
    'mina: You will see nothing but red tape.',
    'luis: Like at the town hall.',
    'bohdan: What happened to cable drum 72?',
    'yusuf +1m: We do not speak about 72.'
  ]),
  talk('w-1 sun 12:40', [
    'yusuf: Back: tables 6 of 6, lanterns 2 of 2, pot, waffle iron, drums 70 and 73.',
    'jonas: And 71?',
    'haruka: under the stage?',
    'amina: i think the band took it by mistake, it went into the van with the black boxes',
    'yusuf: My cousin. I call him.',
    'yusuf +35m: He has it. He also has our coffee machine.',
    'luis: That is MY coffee machine!',
    'yusuf: He says it is very good. He brings both tonight.'
  ]),
  talk('6d 18:25', [
    'mina: Do we have anything for insulating pipes? The standpipe by plot 8 froze and burst two years ago, I’d rather not repeat that.',
    'yusuf: Foam tube, 22 mm, 6 metres left. Top shelf, behind the tents.',
    'mina: Perfect, I’ll take 2 metres and some tape',
    'jonas: Do not forget to open the tap when you close the valve, otherwise water stays in.',
    'mina: Learned that the wet way'
  ]),
  talk('3d 17:40', [
    'haruka: returned: staple gun 047, clean, dry, loved',
    'yusuf: 👍',
    'haruka: also: there are no more staples. i believe they are all in the lanterns',
    'yusuf: I order. 10 mm?',
    'haruka: 10 for wood, 6 for my fragile heart'
  ]),
  talk('20m', [
    'samir: Ladder 2: I have it at the bakery since Monday, the sign is up now. Bring it tomorrow.',
    'yusuf: Thank you. Luis needs it on Saturday.',
    'luis: There is a second ladder? I asked in the wrong room, as always.',
    'bohdan: Can I put my name on the long rake, whatever number that is? Leaves at plot 12 are up to my ankles',
    'yusuf >3: 015. Until when?',
    'bohdan: Sunday night',
    'yusuf: Good.'
  ])
]
