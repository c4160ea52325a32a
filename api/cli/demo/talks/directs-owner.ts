import { talk, type Direct } from '../talk.ts'

/** What the owner says to one or two others, and to herself. */
export const ownerDirects: Direct[] = [
  {
    members: ['mina', 'jonas'],
    talks: [
      talk('60d 17:58', [
        'mina: Jonas, kommst du rein?',
        'jonas: Bin drin. Sieht gut aus. Wer hat das alles eingerichtet?',
        'mina: Ich. Mit einem Befehl und einer Kanne Tee 😎',
        'jonas: Respekt. Ich mache morgen die Sicherung auf die zweite Platte.',
        'mina: Deshalb bist du Admin.'
      ]),
      talk('w-6 wed 13:20', [
        'jonas: Hast du den Schlüssel für den Stromkasten?',
        'mina: An meinem Bund, ja. Brauchst du ihn heute?',
        'jonas: Morgen reicht. Leg ihn in den Kessel 😉',
        'mina: Sehr witzig.'
      ]),
      talk('w-4 wed 22:40', [
        'mina: Das mit dem Polarlicht war das Schönste seit Langem. Danke fürs Rufen.',
        'jonas: Ich habe drei Jahre auf eine Gelegenheit gewartet, das zu schreiben.',
        'mina: Und dann verlobst du dich mit Olena.',
        'jonas: Im Affekt. Strafmildernd.'
      ]),
      talk('w-2 fri 14:05', [
        'jonas: Kannst du am Samstag die Gruppe Beete übernehmen? Mein Sohn hat Turnier.',
        'mina: Klar, wenn ich nach der Schicht zwei Stunden schlafe. Ab elf?',
        'jonas: Elf ist gut. Laubsäcke liegen bereit.',
        'mina +2h: Sag ihm toi, toi, toi!',
        'jonas +26h: Zweiter Platz! Er trägt die Medaille beim Schlafen.'
      ]),
      talk('2d 13:31', [
        'jonas: Frost kommt, vermutlich übermorgen. Ich schreibe dann in garden, ja?',
        'mina: Bitte. Auf dich hören sie, bei mir denken alle nur an Suppe.',
        'jonas: Beides zusammen wirkt am besten.'
      ])
    ]
  },
  {
    members: ['mina', 'priya'],
    ownerUnread: 1,
    talks: [
      talk('w-8 sun 14:02', [
        'priya: do you think carmen would be hurt if I moved the bench? it’s right in the flight path',
        'mina: Ask her to choose the new place. Then it’s her bench.',
        'priya: you should run a country',
        'mina: I run a ward with 34 beds, it’s the same with worse coffee'
      ]),
      talk('w-5 tue 21:50', [
        'mina: Good birthday?',
        'priya: the best. my mum called three times and samir’s cake is already history',
        'mina: You deserve all of it. Sleep in tomorrow!',
        'priya: got the early tram 🥲',
        'mina: Then sleep in on Sunday, I’ll do the kettle'
      ]),
      talk('w-3 wed 21:18', [
        'priya: small mod thing: someone posted the gate code in a public photo, I asked them to take it down, all good, just so you know',
        'mina: Thank you for doing it quietly',
        'priya: that’s my whole style. velvet broom'
      ]),
      talk('3d 14:10', [
        'mina: Are you coming to the swap on Saturday?',
        'priya: yes! bringing wax cloths and my cousin, she wants to learn about hives',
        'mina: The cousin with the loud laugh? Finally someone who drowns out Carmen',
        'priya: they’re going to be unstoppable'
      ]),
      talk('25m', ['priya: hey, have you got two minutes tonight? nothing bad!! a nice thing about the hives'])
    ]
  },
  {
    members: ['mina', 'luis'],
    talks: [
      talk('w-7 thu 16:12', [
        'luis: Mina, your receipt from the garden centre. It is for 34,90 and you wrote 43,90.',
        'mina: Oh no, did I cheat us?',
        'luis: You cheated yourself, in the other direction. I fixed it.',
        'mina: Night shift maths. Sorry!',
        'luis: Bring me the receipts before the shift, not after. And eat something.'
      ]),
      talk('w-2 mon 15:40', [
        'mina: Luis, how do we thank the school for the meter box? Flowers?',
        'luis: Flowers die. Coffee vouchers, ten, I give them at cost.',
        'mina: At cost? Who are you and what have you done with Luis',
        'luis: It is autumn in my heart, I am soft.',
        'luis x: Please delete this conversation.'
      ]),
      talk('4d 17:22', [
        'luis: The notary can on the 14th or 21st at nine.',
        'mina: 21st please, the 14th I’m on nights.',
        'luis: C’est fait.'
      ])
    ]
  },
  {
    members: ['mina', 'olena', 'haruka'],
    talks: [
      talk('w-4 mon 20:10', [
        'haruka: secret group! yusuf turns 60 in spring and i want to start the 143 drawings. all tools, one book',
        'mina: Oh Haruka. He will have to "check the cable" for an hour.',
        'olena: I can write the Latin. Not for tools. But I can write something.',
        'haruka: write one line for each tool, who uses it the most',
        'olena: 088 moisture meter: me, against its will.',
        'mina: 143 waffle iron: Samir, with love'
      ]),
      talk('w-2 thu 22:14', [
        'haruka: 22 of 143! https://example.org/drawings/book',
        'olena: The plane is perfect. One sees that it is loved.',
        'mina: I’m crying in the medicine room, thanks'
      ]),
      talk('4d 22:02', [
        'haruka: 37. my hand looks like a rake',
        'mina: Rest it! Doctor’s orders, well, nurse’s',
        'haruka: yes nurse'
      ])
    ]
  },
  {
    members: ['mina', 'samir'],
    talks: [
      talk('w-6 thu 05:20', [
        'samir: Are you awake? I see light on your ward.',
        'mina: Always at five. You too?',
        'samir: First batch is out. I put six rolls at the night entrance, for your team.',
        'mina: You just made eleven tired people very happy 🥐',
        'samir: Night workers must stay together.'
      ]),
      talk('w-1 mon 04:48', [
        'samir: Question, as a nurse: burned my wrist, a line, two centimetres. Water for twenty minutes, yes?',
        'mina: Yes, cool not cold. Blisters?',
        'samir: One small.',
        'mina: Leave it closed, clean cover, show me tonight. And no flour on it!',
        'samir: Impossible, but I try.'
      ])
    ]
  },
  {
    members: ['mina'],
    talks: [
      talk('w-5 thu 08:40', [
        'mina: Coupling 25 mm ×2 (spare)\nTea, the big pack\nPlasters, the ones with dinosaurs\nThank-you card for the driver of the 14'
      ]),
      talk('w-1 mon 07:55', [
        'mina: Fest: first aid bag → check tourniquet, burn gel, `6×` rescue blankets\nAsk Friedrich about the tuba'
      ]),
      talk('1d 07:30', ['mina: Ginger, chilli, two loaves from Samir. Board: "Thank you, nobody."'])
    ]
  }
]
