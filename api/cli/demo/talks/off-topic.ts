import { talk } from '../talk.ts'

export const offTopic = [
  talk('59d 20:08', [
    'amina: first!! this is the room for everything that isnt plants',
    'jonas: Is weather plants?',
    'amina: weather is plants. out',
    'jonas: Physics?',
    'amina: ok physics is allowed on tuesdays',
    'haruka: cats?',
    'amina: cats always'
  ]),
  talk('w-8 sun 22:10', [
    'amina: 3 - 1 !!!!!! i scored with my LEFT',
    'priya: THE LEFT. we’ve been waiting two years',
    'samir: Mabrouk! Which corner?',
    'amina: top right. keeper didnt move. i also didnt move after, i was in shock',
    'luis: Free croissant tomorrow for every left-footed goal. House rule as of now.',
    'amina: luis you will regret this',
    'luis +30s: I have seen your left foot. I sleep well.'
  ]),
  talk('w-7 mon 06:41', [
    'priya: bus strike today! 12 and 14 not running, 7 every forty min',
    'amina: nooo i have a lesson visit at 8',
    'samir: Where do you have to be?',
    'amina: the school by the water tower',
    'samir: Van goes there at 7:20, corner of Mill Street. Sit between the rolls.',
    'amina: youre saving my career',
    'amina +2h: arrived. warm. covered in flour. the examiner said i smelled wonderful and gave me a 1',
    'samir: The flour did that.'
  ]),
  talk('w-7 sat 21:20', [
    'haruka: film night? projector + shed wall + blankets. next friday',
    'mina: Yes!! What do we watch?',
    'haruka: something with a train',
    'jonas: Physics with a train exists.',
    'carmen: Something where they kiss',
    'priya: a train where they kiss',
    'yusuf: And nobody dies.',
    'luis: That is not a film, that is a timetable.',
    'haruka: found one. 94 minutes, train, kiss, one goat dies but off screen',
    'yusuf >8: I can live with the goat.'
  ]),
  talk('w-6 fri 23:02', [
    'mina: OK who else cried about the goat',
    'yusuf: No comment.',
    'haruka: i have it on good authority that yusuf went to "check the cable" for ten minutes'
  ]),
  talk('w-6 mon 12:25', [
    'luis: Lost: a grey cat, white paw, answers to "Monsieur". Escaped from the café terrace last night.',
    'haruka: MONSIEUR NO',
    'mina: I’ll look on my way home',
    'carmen: He was at my window at eleven asking for ham. I thought he was on a walk',
    'luis: Did you give him?',
    'carmen: Of course',
    'luis: Then he will come back to you tonight. Close the window when he is in please.',
    'carmen +9h: HE IS IN. He is on my bed. He has eaten the ham and half a sardine',
    'luis: I come with the basket. Merci, merci.',
    'jonas: So the cat left the café for better food. Interesting review.',
    'luis >9: 😾'
  ]),
  talk('w-6 sun 10:30', [
    'priya: crossword, 7 letters, "patient garden visitor", second letter E',
    'jonas: HERONRY has seven, but no.',
    'haruka: herr schmidt',
    'priya: doesn’t fit, sadly',
    'luis: TENANTS?',
    'priya: not very patient',
    'mina: WEEDERS! No, patient…',
    'carmen: The other word is what?',
    'priya +4m: oh. it’s BEETLES. who is calling beetles patient'
  ]),
  talk('w-5 tue 07:10', [
    'carmen: TODAY IS THE BIRTHDAY OF PRIYA 🎂🎂🎂',
    'mina: Happy birthday Priya!! 🎉',
    'jonas: Happy completed orbit.',
    'haruka: お誕生日おめでとう！！ 🐝',
    'samir: كل عام وأنت بخير يا بريا',
    'olena: З днем народження! Health to you and to all 90 000 bees.',
    'luis: Joyeux anniversaire! Coffee is free today. Until eleven.',
    'yusuf: İyi ki doğdun.',
    'bia: Parabéééns! 🎈',
    'amina: happy bday queen bee!!! (sorry. had to)',
    'priya +40m: you lot!! I’m reading this on the tram with a very wet face. thank you धन्यवाद merci danke gracias ❤️',
    'priya *: also who put a cake with a BEE on it in front of my door at 5am, samir',
    'samir: I know nothing. I was asleep, like every baker at five.'
  ]),
  talk('w-5 sun 21:15', [
    'luis: Bon, qui a gagné ?',
    'amina: nous 2-0 mais on a souffert',
    'luis: Et la gauche ?',
    'amina: la gauche a fait la passe ! ça compte pour un demi-croissant ?',
    'luis: Un demi-croissant est une insulte au croissant. Tu en auras un entier.',
    'amina: je taime luis',
    'luis: C’est noté au budget.'
  ]),
  talk('w-4 wed 21:40', [
    'jonas: If you go outside now and look north: there is a faint green arc. Kp is 7. I am not joking.',
    'haruka: WHAT',
    'haruka: going',
    'mina: I’m at work on the 6th floor and the whole ward is at the window, even Frau Brandt with the new hip',
    'carmen: I see only the supermarket',
    'jonas: That green is the supermarket. Look left of it.',
    'carmen +2m: OH. Oh Jonas',
    'amina: im standing in the street in socks. there are like 30 people in the street in socks',
    'samir: I woke my children. They think I did it.',
    'olena: Very beautiful. Oxygen, 557 nanometres.',
    'jonas >9: Olena, marry me.',
    'jonas +6s: My wife says good evening to Olena.'
  ]),
  talk('w-5 sat 15:02', [
    'yusuf: Kardeşim evleniyor, bu akşam İzmir’e uçuyorum, üç gün yokum.',
    'samir: Hayırlı olsun abi! Düğün ne zaman?',
    'yusuf: Yarın. Dört yüz kişi. Ben “küçük olsun” demiştim.',
    'samir: Dört yüz küçük işte 😄 Antep’te olsa bin olurdu.',
    'yusuf: Baklava getireyim mi?',
    'samir: Sorulur mu! İki kutu. Biri benim, biri de benim.',
    'amina: i can read "baklava" in every language and i want some',
    'yusuf: Three boxes then.'
  ]),
  talk('w-3 tue 20:40', [
    'bohdan: So is there hockey in this town? Any kind. Even the field kind, I’m desperate',
    'amina: theres an ice rink from next month, wednesdays is open',
    'jonas: The pond freezes roughly one winter in four. The last one was three years ago, so: hope.',
    'bohdan: One in four?? Where I’m from it’s more like nine months a year',
    'haruka: can you teach us to skate',
    'bohdan: I can teach you to fall, the rest comes by itself',
    'mina: As the nurse here: wrist guards.'
  ]),
  talk('w-3 fri 18:30', [
    'haruka: my bike is gone 😢 in front of the library. blue, bell like a frog',
    'mina: Oh no! Locked?',
    'haruka: locked. the lock is gone too',
    'samir: I ask the drivers at the depot to look, they see everything.',
    'bohdan: Blue with a frog bell? I’ll keep an eye out',
    'amina +1h: posted it in the team group, 22 pairs of eyes',
    'samir +22h: Driver of the 14 saw a frog bell at the swimming pool, bike rack, behind the container.',
    'haruka: running!!',
    'haruka +25m: IT IS THERE. the lock is there. i locked it there. on thursday. when i went swimming',
    'jonas: The kettle strikes again.',
    'priya: 😂😂😂 we love you',
    'haruka: please delete me'
  ]),
  talk('w-2 thu 20:44', [
    'mina: What’s everybody reading? I need something for the nights that isn’t sad',
    'priya: detective novels set in monasteries, always. murder but with herbs',
    'luis: Balance sheets.',
    'olena: "The Fungi of the Northern Parks", second volume. It is not sad, but the ending is open.',
    'bohdan: Three different books called "German in 30 Days". Day 9 for five weeks now',
    'jonas: I can lend you "Zettel’s Dream". It is 1334 pages.',
    'mina: Jonas, she said not sad',
    'jonas: Not sad, only long.',
    'haruka: comic about an old woman who befriends a mushroom. i can lend',
    'mina: THAT one. Thank you'
  ]),
  talk('w-2 sun 11:25', [
    'jonas: Power is out on the whole river side. You are reading this over my phone, the box runs on the battery for about four hours.',
    'carmen: My oven!! The lamb is inside',
    'samir: What temperature had it?',
    'carmen: 160, one hour',
    'samir: Do not open. Leave it closed, it cooks itself for another hour.',
    'jonas: Digger hit the cable at the lock, they say 14:00.',
    'luis: I can confirm the digger. It is in my view. So is the man who drove it, I gave him a cognac.',
    'carmen +2h: The lamb is the best of my life. Thank you digger'
  ]),
  talk('w-1 tue 19:33', [
    'bohdan: Today at the bakery I said the entire sentence in German and she answered in GERMAN. Not English. Me. German',
    'jonas: Was hast du gesagt?',
    'bohdan: “Ich hätte gern zwei Brötchen und einen Kaffee, bitte.”',
    'jonas: Makellos.',
    'mina: Stolz auf dich!! 👏',
    'bohdan: Then she said something else and I panicked and bought a whole cake',
    'samir: She asked if you want a bag.',
    'bohdan: …the cake was good though'
  ]),
  talk('w-1 sun 20:50', [
    'amina: so about the exam',
    'amina: i passed',
    'amina: I PASSED!!!!',
    'mina: AMINA!!! 🎉🎉🎉',
    'carmen: Maestra! Maestra! Maestra!',
    'samir: ألف مبروك! هذا يستاهل كنافة',
    'luis: La maîtresse! Croissants for the whole class, within reason.',
    'jonas: Congratulations, colleague.',
    'amina: "colleague" ok now im crying',
    'bohdan: Congrats!! Do you do adults? Asking for my German'
  ]),
  talk('5d 21:12', [
    'haruka: what is the word in your language for when you stay in bed although you are awake',
    'jonas: "Gammeln", roughly. More with intent.',
    'luis: Faire la grasse matinée. To make the fat morning.',
    'carmen: Remolonear!',
    'olena: Вилежуватися.',
    'bia: Ficar de preguiça. Or: domingo.',
    'samir: We have no word, I am a baker.',
    'yusuf: Miskinlik. But with love.',
    'bohdan: In Winnipeg it’s just called January'
  ]),
  talk('4d 08:05', [
    'samir: Line 14 is late again, 25 minutes, and the screen says "due". It has said "due" since I was young.',
    'priya: “due” is a state of mind',
    'amina: walking. faster. bye',
    'luis: I saw two 14s pass together just now, like swans.'
  ]),
  talk('2d 20:18', [
    'amina: cup draw!!! we got rovers. AWAY',
    'priya: the ones with the hill pitch?',
    'amina: the ones with the hill pitch',
    'bohdan: What’s wrong with the hill pitch',
    'amina: its a hill',
    'jonas: Second half downhill at least?',
    'amina: only if we win the toss. we never win the toss',
    'luis: The left foot is longer uphill.',
    'haruka: i make a banner. what should be on it',
    'amina: a hill. with a 7 on top'
  ]),
  talk('90m', [
    'bohdan: Is it normal that the whole city smells like cinnamon today?',
    'samir: That is me. Sorry. Not sorry.',
    'haruka: it smells up to the fourth floor 🤤',
    'olena: At the institute all the windows are open, in this cold.',
    'amina: saving me one?',
    'samir: Two. Behind the counter, say the word.',
    'amina: what word',
    'samir +1m: Please.',
    'priya: 💀'
  ])
]
