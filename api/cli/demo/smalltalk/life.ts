import { small } from './small.ts'

/** The rest of life, and what goes through the books. */
export const lifeSmallTalk = [
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
      'b: {Roadworks at the lock.|Walk, it is faster.|It had $some2 people in it, I saw it.|I cycle. I say nothing.|Classic}'
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
      'a: {Next meeting|Can we meet|Committee}: {Tuesday|Thursday|Friday|Sunday} at {18|19|19:30|20}, {shed|café, back room|at mine}?',
      'b: {Yes.|Can’t that day, {Monday|Wednesday} works.|I come later, {bees|bus|lab}.|Yes, I bring {biscuits|the numbers|tea}}',
      'a: {Settled.|Then so be it, I’ll put it on the board|🗓️ done}'
    ],
    { hours: [9, 22], most: 5 }
  ),
  small(
    'mina jonas',
    'a=jonas b=mina',
    [
      'a: {Bist du {heute Abend|am Samstag|nachher} im Garten|Sehen wir uns {nachher|am Samstag|heute noch}|Kommst du {später|am Samstag} zum Schuppen}?',
      'b: {Ja, gegen {sechs|halb sieben|fünf}.|Erst nach der Schicht.|Wenn ich wach werde 😅|Ich versuche es!}'
    ],
    { hours: [13, 21], most: 4 }
  ),
  small(
    'mina priya',
    'a=mina b=priya',
    [
      'a: {How are you really?|Did you sleep at all?|How was the {day|shift|meeting}?|Still alive over there?}',
      'b: {tired but good|a bit wobbly, {need tea|need a nap}|ask me again tomorrow 😄|better now, {ate|walked|swam}}'
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
