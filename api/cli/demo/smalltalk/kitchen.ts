import { small } from './small.ts'

/** What is cooked, and the feast. */
export const kitchenSmallTalk = [
  small(
    'kitchen',
    'a=mina,priya,haruka,luis,bohdan,amina,jonas b=carmen,samir,olena',
    [
      'a: {Tonight|Today|for dinner}: $dish{. From the garden, all of it| with $herb|, first try|, second day, better}{ 😋|.|!}',
      'b: {Bravo.|Is there some left?|You forgot to invite me|How long in the oven?|I smell it from here.|Next time {more|less} {salt|onion|time}.}'
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
    'a=samir b=mina,luis,haruka,olena,amina',
    [
      'a: {Leftover|Today left|At the back door}: $few {rye|white|seed|olive} loaves{, free.|, come before $hour.|. First come, first eat.}',
      'b: {One for me please 🥖|Running|Save me a {small|dark} one?|Two, for me and {the ward|my team|next door}|Coming by bike}'
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
      'a: {quick check|status|two-minute round}: {cakes|chairs|spoons|volunteers for $hour o’clock|extension leads|tablecloths}, {how many do we have|who’s on it}?',
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
    'kitchen',
    'a=luis,bohdan,amina,priya,mina b=carmen,olena,samir',
    [
      'a: {What goes with|What do I do with|anyone an idea for} {too much $green|half a pumpkin|$kg kg of $root|a whole celeriac|three heads of cabbage}?',
      'b: {Soup. Always soup.|Oven, oil, salt, forget it for $some minutes.|Give it to me.|Pie, with {cheese|onion|raisins}.|Pickle it, wait $few days.|Grate it, fry it, done.}',
      'a: {on it|trying that {tonight|tomorrow}|yes chef}{ 🙏|}'
    ],
    { most: 8 }
  ),
  small(
    'kitchen',
    'a=luis,amina,haruka,bohdan b=carmen,samir,bia',
    [
      'a: {so much $herb|I have a whole bag of $herb|what else can $herb do}, {any idea|help|ideas}?',
      'b: {Dry it upside down, in the dark.|In oil, with salt, in the freezer.|Tea. Or a bath.|With butter and {beans|potatoes|eggs}.|In the bread!}',
      'a: {never thought of that|nice!|that I can do}'
    ],
    { most: 6 }
  )
]
