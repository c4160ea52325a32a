import { talk } from '../talk.ts'

export const gardenBefore = [
  talk('60d 18:31', [
    'mina: Testing, testing. Can anybody read this?',
    'jonas: Loud and clear.',
    'mina: So this is our new place! No phone numbers needed, nobody gets 140 pings at night, and what we write stays on our own little machine in the shed.',
    'priya: the actual shed?',
    'jonas >3: On the shelf above the secateurs. It is the box with the green light. Please do not put a watering can on it.',
    'luis: And the old group?',
    'mina: Stays open until Sunday, then I lock it. Everything that matters is pinned on the board at the gate too.',
    'carmen: Ya estoy dentro!! 🎉',
    'carmen: I write with two fingers so be patient with me',
    'mina >7: Bienvenida Carmen!',
    'yusuf: Hello all. Where do I put the tool list?',
    'mina: Make a room for it, everybody can. I’d call it tool-library.',
    'yusuf: Will do after supper.'
  ]),
  talk('59d 08:12', [
    'haruka: good morning! is there a dark mode. my eyes',
    'jonas: It follows your device. Settings, Appearance.',
    'haruka: ahh much better, thank you 🌙',
    'samir: Good morning. I have been awake since three, for me it is lunch.',
    'haruka >3: samir you are the only person who is never late',
    'samir +2m: The dough does not wait, so I learned.'
  ]),
  talk('w-8 thu 19:20', [
    'jonas: Rota for Saturday, please shout if I got you wrong:\n- 9:00 gate and kettle: Mina\n- watering 1–6: Carmen, Samir\n- watering 7–12: Olena\n- compost turning: Yusuf, me\n- path by the river: whoever is brave',
    'haruka: brave! me! what is wrong with the path',
    'jonas: Nettles up to here 🙋',
    'haruka +40s: how tall are you again',
    'jonas: One metre ninety-one.',
    'haruka: oh no',
    'priya: I’ll bring the long gloves and go with you. Ten o’clock?',
    'haruka: ten. thank you thank you',
    'samir: I can be there from 7. Somebody please leave the hose connected, the tap on the left side bites.',
    'mina >8: It will be connected. Coffee at nine, Samir, don’t you dare be finished by then.'
  ]),
  talk('w-8 sat 12:48', [
    'carmen: Five hours and my back says no more. But look at the tomatoes! Eleven kilos from ONE bed',
    'olena: Which variety is the big ribbed one?',
    'carmen: The one of my cousin from Vigo, she sends the seeds in a birthday card. It has no name.',
    'bia: Every seed needs a name, I have to write something in the list 🙃',
    'carmen >3: Write "Prima Loli"',
    'bia: Prima Loli, ribbed, late, from a birthday card. Done. Germination rate?',
    'carmen: Cien por cien, como mi prima',
    'bia: 😂 anotado',
    'olena: Please keep eight seeds for me, I want to see how it stands against blight.'
  ]),
  talk('w-8 sun 20:15', [
    'olena: I must ask everybody to look under the leaves tomorrow. Brown spots with a pale ring, a little white fur below in the morning: that is late blight. Plot 3 has it.',
    'luis: Plot 3 is mine 😟',
    'olena: I know. I am sorry. Cut below the spots, into a closed bag, NOT on the compost.',
    'luis: All of it?',
    'olena +1m: What is spotted. The fruit without spots you can ripen inside.',
    'jonas: It rained 14 mm on Thursday and then two warm nights. Textbook.',
    'luis: Bon. Tomorrow at seven I cut.',
    'mina: I’m off shift at half past six, I come straight over and hold the bag.',
    'luis >7: You are an angel with black circles under the eyes.',
    'mina: The nicest thing anybody said to me all night'
  ]),
  talk('w-7 mon 07:34', [
    'luis: Three bags. It looks like after a war.',
    'mina: But plots 2 and 4 are clean, we looked at every plant.',
    'carmen: I put a candle for my tomatoes',
    'olena: A candle does not help, but air does. Take off the lowest leaves, up to the knee.',
    'carmen: Up to my knee or Jonas’s knee?',
    'olena: 😄 Yours.'
  ]),
  talk('w-7 tue 18:40', [
    'amina: uhh has anyone seen the key for the gate??',
    'amina: the one with the blue fish',
    'yusuf: It hangs inside the shed, left.',
    'amina: its not there. i am IN the shed',
    'yusuf: Then who was last?',
    'carmen +3m: I locked on Sunday and gave it to Luis because I had the bag with the tomatoes',
    'luis: I gave it to Jonas.',
    'jonas: I hung it up. I have a clear picture of my hand hanging it up.',
    'priya: jonas your clear pictures once cost us two hours and a locksmith',
    'jonas >8: That was one time.',
    'amina +6m: FOUND IT',
    'amina: it was in the kettle',
    'mina: In the KETTLE?',
    'jonas +1m: …I now have another clear picture.',
    'priya: 👏👏👏',
    'haruka: we drank tea on sunday evening. from the kettle. with the fish'
  ]),
  talk('w-7 thu 06:58', [
    'samir: صباح الخير. Fog on the river, a heron on the compost. I did not move for ten minutes and neither did it.',
    'jonas: That is Herr Schmidt. He comes every year when the pond is low.',
    'haruka: the heron has a NAME',
    'jonas: Herr Schmidt was the first treasurer. Same posture.',
    'luis: I am choosing not to comment.',
    'amina: صباح النور يا سمير 🌅'
  ]),
  talk('w-7 fri 17:25', [
    'priya: PSA: the lower hive is grumpy because of the wasps. Please stay two metres away from the entrance until I’ve made it smaller, and no open jam at the table',
    'carmen: My jam is innocent',
    'priya: your jam is a flashing neon sign carmen',
    'carmen: 😇',
    'olena: How many wasps?',
    'priya: maybe one in ten visitors. I’ll put the reducer in tonight when they’re home',
    'mina: Do you need someone to hold the lamp?',
    'priya: red lamp, yes please! 20:30, long trousers',
    'mina +2m: Long trousers, check. I’ll be the one breathing through her nose.'
  ]),
  talk('w-7 fri 21:40', [
    'priya: done. they were very sweet about it',
    'mina: I was NOT stung. Repeat, not stung. I would like a medal.',
    'jonas: There is some chocolate left from the meeting.',
    'mina >2: Accepted in place of a medal'
  ]),
  talk('w-6 sat 10:22', [
    'jonas: Who left a single shoe at the water butt? Left foot, size 38, muddy.',
    'haruka: not mine, i have both of my feet',
    'amina: 38 is me but mine are on',
    'carmen: It was the fox! Last year it took the glove of Yusuf and my sandwich',
    'yusuf: It was a good glove.',
    'jonas: I will put the shoe on the post. Cinderella may come any day.',
    'bia: de São Paulo eu não fui, juro 🦊'
  ]),
  talk('w-6 sat 18:05', [
    'mina: Thank you everybody for today!! 14 people, the whole bean bed is out, and the path is a path again.',
    'haruka: i have 31 nettle stings and i am PROUD',
    'priya: 22. and one on the eyelid, don’t ask',
    'jonas: The stinging wears off after about 24 hours. The pride after 36.',
    'olena: Rub with the leaf of plantain, it grows next to it. It is not proven but it gives you something to do.',
    'samir: Photo of the table before we ate: https://example.org/photos/long-table',
    'mina: Look at that light 🧡'
  ]),
  talk('w-6 tue 08:03', [
    'yusuf: Compost smells. Not good smells.',
    'jonas: Sour or rotten eggs?',
    'yusuf: Eggs. Very eggs.',
    'olena: Too wet, no air. Who gave the grass?',
    'amina: … i mowed the whole meadow on sunday and put it all in',
    'amina: i thought it would be happy',
    'olena >4: It is a mat now. Nothing breathes under it. Turn it with straw or carton, half half.',
    'yusuf: I have cardboard from a wardrobe. Big.',
    'amina: ill come at 5 and turn it. my fault',
    'jonas: Not a fault, a data point. I will bring the thermometer.',
    'amina +9h: turned it. i smell like the bottom of the sea. nobody sat next to me on the bus',
    'yusuf: Tomorrow it is warm again. Well done.',
    'jonas +14h: 54 degrees in the middle this morning. Eggs are gone.'
  ]),
  talk('w-6 thu 19:02', [
    'olena: Slugs. Last night I counted 63 on my cabbage. SIXTY-THREE.',
    'jonas: Per plant or per plot?',
    'olena: Per plot. But it is a small plot.',
    'carmen: Beer!',
    'olena: Beer brings the slugs of all the neighbours.',
    'carmen: I meant for us',
    'priya: 😂',
    'mina: Night patrol on Saturday? Head torches, buckets, nine o’clock. I have three lamps.',
    'amina: slug war!! im in',
    'haruka: where do we take the slugs after',
    'yusuf: Over the bridge.',
    'haruka: do they come back',
    'jonas: A slug does about five metres an hour, it is 400 metres to the bridge. We have until Tuesday week.',
    'haruka >12: that was far too precise and i love it'
  ]),
  talk('w-6 sat 22:31', [
    'amina: 212 slugs. two hundred and twelve.',
    'priya: the bucket was… moving',
    'olena: It was a beautiful evening.',
    'mina: Olena smiled. I have witnesses.',
    'olena *: I smile always, on the inside.',
    'jonas: I am entering 212 in the book. Record, old one was 187 and there was a bottle of gin involved in the counting.'
  ]),
  talk('w-5 mon 17:55', [
    'samir: Water meter: it turns although all taps are closed. Slowly, but it turns.',
    'jonas: Number?',
    'samir: 03417,6 at five, 03417,9 now.',
    'jonas: So 300 litres in fifty minutes, that is not slow. I am on my way, please close the main valve. It is under the flat stone by the gate.',
    'samir: The flat stone with the snail painted on?',
    'jonas: That one.',
    'samir +4m: Closed. It was stuck, I used a rolling pin.',
    'mina: You had a rolling pin with you?',
    'samir: I am a baker.',
    'jonas +45m: Found it, the pipe behind plot 10, where the old fence post was. Yusuf, do we have a 25 mm coupling?',
    'yusuf: Two. Blue drawer. I come with the spade.',
    'mina: My heroes. Tea is on.',
    'jonas +2h: Dry. Meter stands still: 03418,4. Somebody who is not me has mud in both ears.',
    'yusuf: 👂'
  ])
]
