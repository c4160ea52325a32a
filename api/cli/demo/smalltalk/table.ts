import { small } from './small.ts'

/** Kitchen, festival, the rest of life, the committee. */
export const tableSmallTalk = [
  small(
    'kitchen',
    'a=mina,priya,haruka,luis,bohdan,amina,jonas b=carmen,samir,olena',
    [
      'a: {Tonight|Today|for dinner}: $dish{. From the garden, all of it| with $herb|, first try|, second day, better}{ 😋|.|!}',
      'b: {Bravo.|With $herb on top?|You forgot to invite me|How long in the oven?|I smell it from here.|Next time {more|less} {salt|onion|time}.}'
    ],
    { hours: [12, 22], most: 12 }
  ),
  small(
    'kitchen',
    'a=olena,carmen,mina,bia b=haruka,luis,priya,amina,bohdan',
    [
      'a: {I have|There are|On the shed table:} $few jars of $jar{ too many| to give away|, date is on the lid}{. Who wants?|.}',
      'b: {One please!|me me me|I swap for {bread|eggs|honey}|Two, if nobody else|Keep me one until $weekday}'
    ],
    { most: 8 }
  ),
  small(
    'kitchen',
    'a=luis,bohdan,amina,priya,mina b=carmen,olena,samir',
    [
      'a: {What goes with|What do I do with|anyone an idea for} {too much $green|half a pumpkin|$kg kg of $autumn|a bag of $herb}?',
      'b: {Soup. Always soup.|Oven, oil, salt, forget it for $some minutes.|Raw, thin, lemon.|Give it to me.|Pie, with {cheese|onion|raisins}.}',
      'a: {on it|It was {great|perfect|gone in ten minutes}|trying that {tonight|tomorrow}}{ 🙏|}'
    ],
    { most: 9 }
  ),
  small(
    'kitchen',
    'a=samir b=mina,luis,haruka,olena,amina',
    [
      'a: {Leftover|Today left|At the back door}: $few {rye|white|seed|olive} loaves{, free.|, come before $hour.|. First come, first eat.}',
      'b: {One for me please 🥖|Running|Save me a {small|dark} one?|I take two for the ward|Coming by bike}'
    ],
    { hours: [13, 20], most: 8 }
  ),
  small(
    'kitchen',
    'a=carmen,bia,luis b=luis,samir,olena',
    [
      'a: {Secret of today|Small trick|Remember}: {a pinch of sugar in the tomatoes|toast the cumin first|never wash the mushrooms|salt the aubergine, wait, dry it|the pan must be hotter than you think|keep the leek greens for stock|a spoon of vinegar at the end}.',
      'b: {My mother would agree.|My mother would not agree.|I knew it but I never do it.|True.|Written on the wall.}'
    ],
    { most: 7 }
  ),
  small(
    'kitchen',
    'a=priya,amina,haruka b=mina,carmen,jonas',
    [
      'a: {kitchen fail|ok do not laugh|report}: {burned the $dish|salt instead of sugar in the crumble|the $jar exploded|forgot the $dish for $some minutes|blender without the lid}',
      'b: {I laughed, sorry|Photo or it did not happen|It is data.|Everybody did this once. I did it $few times|Pobrecita, come and eat here}'
    ],
    { hours: [12, 22], most: 7 }
  ),
  small(
    'kitchen',
    'a=olena,jonas b=priya,bohdan,luis',
    [
      'a: {Sauerkraut|Ferment|Crock} day $few: {bubbles|quiet|smells right|pH below four, finally}.',
      'b: {When can we taste?|You talk to it, don’t you|I hear it from the shed|🫧}'
    ],
    { most: 5 }
  ),

  small(
    'harvest-fest',
    'a=haruka,mina,bohdan b=priya,haruka,amina',
    [
      'a: {lanterns|Lantern count|paper lanterns}: $some {folded|done|glued}{, glue everywhere|, my fingers are blue|}',
      'b: {amazing 🏮|you need help on $weekday?|I can do ten more tonight|How many are missing still?}'
    ],
    { days: [40, 12], most: 5 }
  ),
  small(
    'harvest-fest',
    'a=priya b=carmen,olena,samir,luis,jonas,yusuf',
    [
      'a: {quick check|status?|two-minute round}: {cakes|chairs|spoons|volunteers for $hour o’clock|extension leads|tablecloths}, {how many do we have|who’s on it}?',
      'b: {$some.|$few sure, $few2 maybe.|Me. {Nearly done|Ask me on $weekday}.|I count on $weekday and write it here.}',
      'a: {legend|writing it down|that’s plenty|✅}'
    ],
    { days: [46, 10], most: 8 }
  ),
  small(
    'harvest-fest',
    'a=luis b=jonas,priya,carmen,mina',
    [
      'a: {Receipt|Paid|New on the list}: {candles|napkins|string and glue|sugar|cups, the real ones|paint}, $eur €.',
      'b: {Thanks!|In the plan we had more.|I have one too, $eur2, sorry for the stain|👍|Noted.}'
    ],
    { days: [42, 9], most: 6 }
  ),
  small(
    'harvest-fest',
    'a=amina,carmen,bohdan b=priya,mina,samir',
    [
      'a: {$some people|another $few|my whole {team|staircase|language course}} {said they come|want to come}{!|, is that ok?| 😅}',
      'b: {The table is long.|Yes yes yes|Then more soup.|Do they bring a plate?|I bake $few more.}'
    ],
    { days: [35, 11], most: 6 }
  ),
  small(
    'harvest-fest',
    'a=mina,haruka,bia,luis b=amina,carmen,samir,priya',
    [
      'a: {Still smiling about {the dabke|the lanterns|the pumpkin weighing|Saturday}|people at {work|the bakery|the school} still talk about it|Somebody asked me today when the next one is}',
      'b: {In a year minus a few days!|Same here|Let me sleep first|I have still confetti in my {hair|boots|bed}}'
    ],
    { days: [5, 1], most: 3 }
  ),

  small(
    'off-topic',
    'a=amina b=luis,priya,samir,bohdan',
    [
      'a: {final whistle|training match|under 12s (im the coach)|second team}: $score{!!| ⚽| and my knee hurts|, long story}',
      'b: {Left foot?|Ouch|Bravo!|Who scored?|I heard the shouting from the café}',
      'a: {me and {the post|the twins|my own shin}|dont ask|the {new girl|goalie}, from the halfway line|🔥}'
    ],
    { hours: [16, 23], most: 9 }
  ),
  small(
    'off-topic',
    'a=priya,haruka,luis,olena b=samir,jonas,bohdan,carmen',
    [
      'a: the $line {is $some minutes late|does not come|just drove past me|is standing at the bridge with its lights on}{ again| and I’m not even surprised|, who else is freezing here?}{ 🚌|}',
      'b: {Roadworks at the lock.|Take the $line2, walk the last bit.|It had $some2 people in it, I saw it.|I cycle. I say nothing.|Classic}'
    ],
    { most: 9 }
  ),
  small(
    'off-topic',
    'a=mina,haruka,carmen,bohdan b=priya,amina,jonas,yusuf',
    [
      'a: {saw|Finally watched|Last night:} $film{. {Cried|Slept|Laughed} {twice|at the end|a lot}|, anybody else?}',
      'b: {The ending!!|Too long for me.|On my list since spring|I liked the {music|dog|first half}}',
      'a: {the music, yes|same|we need to talk about it on $weekday}'
    ],
    { hours: [9, 23], most: 6 }
  ),
  small(
    'off-topic',
    'a=haruka,luis,carmen b=mina,amina,haruka,priya',
    [
      'a: {Monsieur|the cat|This cat} {sleeps in the bread basket|brought me a sock|looks at me as if dinner was a right|is on the accounts|sits in the sink}{ 🐈|.| again}',
      'b: {Of course|He is right.|Photo please!!|As he should.|The boss.|I love him so much}'
    ],
    { most: 7 }
  ),
  small(
    'off-topic',
    'a=bohdan b=jonas,mina,yusuf,luis',
    [
      'a: German word of the day: {“Feierabend”|“doch”|“Fernweh”|“Verschlimmbesserung”|“Ohrwurm”|“Kuddelmuddel”|“Backpfeifengesicht”|“Treppenwitz”}. {Why does English not have this?|I used it in the wrong place and everyone was nice about it|Say it three times fast}',
      'b: {Very good. Tomorrow: “Eichhörnchen”.|We have a longer one.|Now with the article, please.|That one took me ten years|😄}'
    ],
    { days: [20, 0], most: 6 }
  ),
  small(
    'off-topic',
    'a=mina b=carmen,jonas,haruka,bia',
    [
      'a: {Off to work|Night shift number $few|Finished, {feet hurt|brain empty}|Home at last}. {Who’s awake?|Tell me something nice.|What did I miss?}',
      'b: {The moon is very big tonight.|Monsieur caught a leaf.|Nothing, {I was boring|only rain} today.|There is soup on your doorstep.|Someone whistled $song on my street at $hour.|I saw $bird.}',
      'a: {Thank you, that helps|🧡|Perfect. Good night}'
    ],
    { hours: [7, 23], most: 8 }
  ),
  small(
    'off-topic',
    'a=jonas b=luis,priya,haruka',
    [
      'a: {Joke from class $few|Heard in the staff room|My students today}: {two magnets meet, says one: what shall I wear, I find everything attractive.|why did the tomato blush? It saw the salad dressing.|what is a bee that cannot decide? A maybe.|parallel lines have so much in common. Shame they never meet.|I would tell a chemistry joke but all the good ones argon.}',
      'b: {No.|Jonas 😩|Out.|I laughed, I am ashamed|Bzzz}'
    ],
    { most: 5, hours: [13, 21] }
  ),
  small(
    'off-topic',
    'a=carmen,luis,yusuf,samir b=amina,bohdan,olena',
    [
      'a: {Does anybody need|To give away:|Who wants} {a sofa, brown|two bookshelves|an old piano (heavy)|a box of jam jars|a fish tank without fish|a child’s bike|curtains, yellow}? {Fourth floor.|You carry.|It’s in the hall.}',
      'b: {Me! When?|How heavy?|For the school maybe, I ask|I have no space but I want it}',
      'a: {$weekday at $hour?|Yours. {Come with two people|Bring a friend}|It is very heavy.}'
    ],
    { most: 6 }
  ),
  small(
    'off-topic',
    'a=priya b=luis,jonas,mina',
    [
      'a: crossword, $few letters, {“{river|garden|kitchen|autumn} thing”|“not quite a {bird|tool|soup}”|“{slow|noisy} neighbour”}, {starts with {S|M|B}|ends in {E|T|R}}',
      'b: {How many crossings have you got?|SLUG? It’s always slug.|Is it French?|I pass this to Jonas|Try it backwards.}',
      'a: {no!! doesn’t fit|oh that’s it!|giving up, tea now}'
    ],
    { most: 6 }
  ),
  small(
    'off-topic',
    'a=bia b=haruka,carmen,mina',
    [
      'a: {Aqui|In São Paulo} {$mild degrees and rain|it is spring and everything flowers|the neighbours play $song again|two hours in traffic, I read half a book}{. {Saudade|Miss you all} 💚|}',
      'b: {Send sun please|We send you fog|Come and visit!!|Here $cold degrees and I wear two jumpers}'
    ],
    { hours: [13, 23], most: 6 }
  ),

  small(
    'committee',
    'a=luis b=jonas,mina,priya',
    [
      'a: {Booked|Paid today|For the books}: {sand|string|seeds|water, first part|screws and hinges|printer ink|the web address, one year|sugar for the bees}, $eur €. {Receipt is in the folder.|The paper is in the tin.|}',
      'b: {Thanks Luis|OK.|Which budget line?|👍 from me}'
    ],
    { hours: [8, 22], most: 7 }
  ),
  small(
    'committee',
    'a=mina,jonas b=priya,olena,luis',
    [
      'a: {Next meeting|Can we meet|Committee}: {$weekday|Sunday} at {18|19|19:30|20}, {shed|café, back room|at mine}?',
      'b: {Yes.|Can’t that day, {$weekday2|Monday} works.|I come later, {bees|bus|lab}.|Yes, I bring {biscuits|the numbers|tea}}',
      'a: {Settled.|Then so be it, I’ll put it on the board|🗓️ done}'
    ],
    { hours: [9, 22], most: 5 }
  ),

  small(
    'mina jonas',
    'a=jonas b=mina',
    [
      'a: {Kommst du|Bist du|Sehen wir uns} {heute Abend|am Samstag|nachher} {im Garten|am Schuppen|bei der Runde}?',
      'b: {Ja, gegen {sechs|halb sieben|fünf}.|Erst nach der Schicht.|Wenn ich wach werde 😅|Schaffe ich nicht, Samstag sicher.}'
    ],
    { hours: [13, 21], most: 4 }
  ),
  small(
    'mina priya',
    'a=mina b=priya',
    [
      'a: {How are you really?|Tea on $weekday?|Did you sleep?|How was the {day|shift|meeting}?}',
      'b: {tired but good|yes please, {after $hour|at yours}|ask me again tomorrow 😄|better now, {ate|walked|swam}}'
    ],
    { hours: [9, 22], most: 4, days: [55, 4] }
  ),
  small(
    'mina luis',
    'a=mina b=luis',
    [
      'a: {Receipt|Another receipt}: {milk and tea|nails|stamps|cups}, $eur €{, photo follows|, it’s in the tin}',
      'b: {Received.|Merci. Readable, even!|I transfer it on $weekday.}'
    ],
    { hours: [8, 21], most: 3 }
  )
]
