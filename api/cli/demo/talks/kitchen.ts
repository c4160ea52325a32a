import { talk } from '../talk.ts'

export const kitchen = [
  talk('59d 11:24', [
    'carmen: I opened the kitchen! Here we eat',
    'samir: Finally a room with sense.',
    'mina: First question then: what do I do with four kilos of courgettes?',
    'carmen: Pisto. Onion, pepper, courgette, tomato, time',
    'priya: fritters with cumin. freeze half',
    'luis: Give them to the neighbour, ring, run.',
    'mina >5: My neighbour rang MY bell with three more 😩'
  ]),
  talk('w-8 sat 19:44', [
    'carmen: I have to ask something serious. Tortilla: with onion or without?',
    'luis: With.',
    'mina: With',
    'jonas: Is there one without?',
    'carmen: Good. You all may stay',
    'luis: Mi madre la hacía sin cebolla.',
    'carmen: Luis, eso se dice en privado',
    'luis: Lo sé. Llevo cuarenta años cargando con ello.',
    'carmen: 😂😂😂 te perdono, pero solo por el café'
  ]),
  talk('w-7 sun 06:15', [
    'samir: Many people asked for the bread, so I write it once and slowly. The whole thing.\n\nFOR TWO LOAVES\n900 g strong flour, 100 g whole rye, 700 g water (a bit less if your flour is young), 200 g lively sourdough, 22 g salt. That is all. If a recipe has more than five things, it is a cake.\n\nEVENING, 6 o’clock\nMix flour and 650 g of the water with your hand until no flour is dry. Cover it. Go away for 40 minutes. This is the most important step and it is the one where you do nothing, so most people skip it.\nNow add the sourdough, squeeze it in like you are angry with somebody you love. Ten minutes later the salt with the last 50 g of water. It will look broken. It comes back, trust it.\n\n7 to 10 o’clock\nEvery half hour, wet hand, pull one side up and fold it over, turn the bowl a quarter, four times. Do this four times altogether. In between you can call your mother. After the last one the dough should shake like a belly that laughs.\n\n10 o’clock\nFlour the table a little, not a lot. Divide in two, make each round, let them rest twenty minutes, then shape them tight. If you do not know how: pull it towards you over the table with both hands, it makes a skin by itself. Into two baskets with a floured cloth, seam up. A bowl with a kitchen towel is also a basket.\n\nNIGHT\nInto the fridge. Eight hours, ten, even sixteen. You sleep. I do not, but that is my problem.\n\nMORNING\nOven to 250 °C with an iron pot inside, lid on, forty-five minutes of heating, really. Turn the loaf out on paper, cut it once, deep, with a razor blade and no fear. Into the pot, lid on, 25 minutes. Lid off, 220 °C, 20 more, until it is darker than you think is right. Pale bread is only warm flour.\n\nTHEN\nOn a rack. Wait one hour. It sings, you can hear it crack. If you cut it hot, it is gum and you insult the wheat.\n\nIf it is flat: your sourdough slept, feed it twice the day before. If it is sour like a lemon: too warm, too long. If it is like a stone: come to Mill Street, I give you one of mine and we say nothing.\n\nصحتين وعافية',
    'haruka: i am printing this and framing it',
    'luis: "Squeeze it like you are angry with somebody you love." I have to sit.',
    'bia: Samir, isto é poesia. Vou fazer amanhã ❤️',
    'jonas: Hydration 70 %, or 72.7 counting the starter. Lovely.',
    'samir >4: Jonas, only you can make it shorter.',
    'mina: Starter for anybody who wants some: a jar is in the shed fridge, label "GERALD"'
  ]),
  talk('w-7 thu 20:10', [
    'olena: Cucumbers, small ones, for pickling. Who has dill with seeds, cherry leaves, horseradish?',
    'jonas: Horseradish: yes, it owns plot 5 now.',
    'mina: Cherry leaves by the gate.',
    'olena: Good. 60 g salt for 1 l water, 3 days on the table, then cold. Do not close hard, it must breathe.',
    'priya: vinegar?',
    'olena: No vinegar. Vinegar is for windows.',
    'carmen: 😮 in Spain this would be a fight',
    'olena: It is also a fight in my family, we just have it in winter.'
  ]),
  talk('w-6 wed 21:30', [
    'haruka: 今日、畑の赤しそがとうとう全部とれました',
    'bia: わあ、いいなあ！しそジュース作る？',
    'haruka: もう作った！砂糖とクエン酸で、色がすごくきれい',
    'bia: おばあちゃんの味だ…こっちでは赤しそがなかなか見つからないの',
    'haruka: 種、送ろうか？🌱',
    'bia: お願い！税関に「愛」って書いておいて',
    'haruka: 😂 for everyone else: we are talking about red shiso juice, there are two bottles in the shed fridge, please drink',
    'mina: I tried it. It’s PINK and it tastes like a garden in a good mood'
  ]),
  talk('w-6 fri 08:50', [
    'samir: Kitchen accident report: kombucha, third floor, 3 a.m.',
    'priya: oh no',
    'samir: My son wanted to make it. He closed it "so that the bubbles stay".',
    'priya: and did they',
    'samir: The bubbles are now on the ceiling. And the cat.',
    'amina: is the cat ok',
    'samir: The cat smells better than before. She does not forgive.'
  ]),
  talk('w-5 mon 20:40', [
    'mina: Tomato count in my kitchen: 17 kg. Please send help or jars',
    'carmen: I come tomorrow with the machine. Six o’clock. Have you got bay leaves?',
    'mina: One tree of them',
    'olena: I bring 24 jars, all with lids that fit.',
    'luis: I bring the wine. Somebody must watch.',
    'mina +24h: 31 jars, four cooks, one tomato on the ceiling. Labels: "Prima Loli & friends".',
    'carmen: The one on the ceiling was Luis',
    'luis: I was watching!'
  ]),
  talk('w-5 thu 19:15', [
    'amina: what do you put in couscous on friday. settling something with my aunt',
    'samir: Seven vegetables.',
    'amina: THANK you. name them',
    'samir: Carrot, turnip, courgette, pumpkin, cabbage, chickpea, onion.',
    'amina: خالتي تقول الحمص مو خضار 🙄',
    'samir: قولي لها الخباز يقول: كل شيء يطبخ مع الجزر خضار.',
    'amina: هههه ماشي، تقول تعال يوم الجمعة وجيب خبز معك',
    'samir: تم، إن شاء الله.',
    'luis: I understood "Friday" and "bread", that is enough, when do we come?',
    'amina >8: ahaha ok luis bring the salami. NO WAIT. bring fruit'
  ]),
  talk('w-4 tue 19:50', [
    'jonas: Kürbis ist fertig: 11 Stück Hokkaido, zusammen 14,2 kg.',
    'mina: Suppe, Suppe, Suppe!',
    'yusuf: Meine Mutter macht Kabak tatlısı. Kürbis in Zucker, über Nacht, dann Walnuss und Tahin drauf.',
    'mina: Yusuf, warum höre ich davon erst nach elf Jahren?',
    'yusuf: Ihr habt nie gefragt.',
    'jonas: Wie viel Zucker?',
    'yusuf: Frag nicht.',
    'jonas: In Gramm.',
    'yusuf: Auf 1 kg Kürbis 500 g.',
    'mina: 🫠 egal, her damit'
  ]),
  talk('w-4 sun 12:12', [
    'haruka: persimmon tree status: 14 fruits, all hard as stones',
    'carmen: Put them next to a banana',
    'haruka: i read that a freezer night also works',
    'olena: The freezer breaks the cells, then the tannin binds. But the texture is jam.',
    'haruka: i like jam',
    'jonas >2: Vodka on the calyx, closed box, ten days. Alcohol turns the tannin insoluble. It is in the literature.',
    'carmen: The literature of who?!'
  ]),
  talk('w-3 thu 22:05', [
    'bohdan: Carmen fed me. I have notes:\n1. I said "just a little"\n2. That is not a phrase that exists\n3. There were four plates and a fifth one "for the road"',
    'carmen: You are thin!',
    'bohdan: I’m 94 kilos Carmen',
    'carmen: Thin in the face',
    'mina: Welcome to Riverside 😄'
  ]),
  talk('w-3 sat 18:20', [
    'olena: Борщ on Sunday at the shed. Anybody?',
    'bohdan: Олено, справжній? З пампушками?',
    'olena: З пампушками і з часником. Буряк з ділянки 7.',
    'bohdan: Я зараз заплачу. Що принести?',
    'olena: Сметану. І апетит.',
    'bohdan: Апетит завжди зі мною 🇺🇦',
    'samir: I bring bread, although I hear there will be bread.',
    'olena: There is no too much bread with borshch.',
    'yusuf: What time?',
    'olena: One o’clock, I start at six in the morning.'
  ]),
  talk('w-3 sun 15:31', [
    'mina: I have had three bowls and a revelation. THE DILL',
    'bohdan: It tastes exactly like my baba’s. Exactly. I called my mom from the shed',
    'olena: It was only soup.',
    'haruka: olena that was not only soup',
    'olena +1m: Thank you. I am red now, like the soup.'
  ]),
  talk('w-2 tue 20:20', [
    'priya: apple cake for the fest, the one without egg. anyone tried it with aquafaba?',
    'amina: whats aquafaba',
    'priya: chickpea water',
    'amina: im sorry WHAT',
    'jonas: Proteins and saponins. It foams like egg white, up to 6 times the volume.',
    'priya: my mum does हलवा with carrots for festivals, maybe I just do that. गाजर का हलवा, no egg, no drama',
    'mina: Yes to the no drama. And yes to the halwa!!',
    'priya: ok but it needs 3 kilos of carrots and someone to grate. plots 3 and 8?',
    'luis: I grate. It calms me.',
    'priya +22h: luis grated 3 kg of carrots last night and told me about his divorce. 10/10'
  ]),
  talk('w-2 sat 20:02', [
    'bia: Quem quer a receita do pão de queijo da minha mãe?',
    'carmen: Yo yo yo',
    'bia: 500 g de polvilho azedo, 250 ml de leite, 120 ml de óleo, 2 ovos, 300 g de queijo, sal. Ferve o leite com o óleo, escalda o polvilho, espera esfriar, ovos, queijo, bolinhas, forno bem quente!',
    'carmen: ¿Y dónde compro el polvilho aquí?',
    'bia: Loja asiática, chama "tapioca starch". Não é igual mas quebra o galho',
    'amina: google translate says "it breaks the branch"??',
    'bia: 😂 it does the job! we say it like that',
    'jonas: I will use that. "It breaks the branch."'
  ]),
  talk('w-1 mon 20:33', [
    'carmen: Fest, final salads: potato (2 bowls), beet with orange, cabbage, white beans, green with nuts SEPARATE. I need six people with knives Friday at 18',
    'haruka: me and my sharp paper scissors',
    'carmen: No',
    'mina: I can do until 19:30, then work',
    'amina: me + 2 from the team',
    'bohdan: I’ll come and be told what to do',
    'carmen >5: The best kind of man'
  ]),
  talk('6d 19:48', [
    'luis: Someone left a tray of something orange with walnuts at the café for me. It is not signed. It is extraordinary.',
    'mina: YUSUF',
    'yusuf: It was too much for us.',
    'luis: It was 2 kg.',
    'yusuf: My mother does not know small.',
    'carmen: I like this woman'
  ]),
  talk('3d 19:02', [
    'samir: Test: rye with roasted pumpkin seeds. 12 loaves, first come. Shed fridge, no, shed TABLE. Bread does not live in a fridge.',
    'haruka: took one, sorry, took two',
    'jonas: Verdict: the crust is audible from the next room.',
    'olena: Very good. A little more salt.',
    'samir: From Olena "very good" is a Michelin star.'
  ]),
  talk('1d 18:35', [
    'mina: Quinces!! My neighbour again, a whole bag. Who knows what to do with them?',
    'carmen: MEMBRILLO. Bring them, bring them all',
    'luis: Pâte de coings, the same, but we cut it in smaller pieces and charge more.',
    'samir: With lamb, my mother. Cut them late, they turn brown from jealousy.',
    'bia: Marmelada! A original, a palavra vem daí 😌',
    'carmen: Sunday at mine, everybody stirs twenty minutes. Bring an apron and a long spoon, it spits'
  ])
]
