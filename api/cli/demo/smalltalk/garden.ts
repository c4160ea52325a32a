import { small } from './small.ts'

export const gardenSmallTalk = [
  small(
    'garden',
    'a=jonas',
    [
      'a: {Rain gauge|Gauge this morning|Overnight|Since yesterday}: $mm mm{.|, more than forecast.|, less than it sounded like on the roof.| and it came sideways.|. The butts are {full|three quarters full|half full}.}'
    ],
    { most: 9, hours: [6, 8] }
  ),
  small(
    'garden',
    'a=jonas b=mina,carmen,luis',
    [
      'a: {Gauge says|I read|We had} $mm mm{ since $weekday| in the last day|, mostly between two and four}.',
      'b: {So no watering today?|Can we leave the hose then?|Enough for the beds or only for the mood?}',
      'a: {Enough for the open beds, not under the {roof|fleece|plum tree}.|Dig a finger in: if it sticks, leave it.|Not the beds. The pots, yes.}'
    ],
    { days: [58, 8], hours: [6, 9] }
  ),
  small(
    'garden',
    'a=jonas b=olena,haruka,bohdan,samir',
    [
      'a: {Tonight|Coming night}: down to $cold degrees{, wind from the east|, clear sky|, fog by six}.',
      'b: {Do the peppers mind?|Shall I close the cold frame?|Cover or no cover?|Fleece on the lettuce?}',
      'a: {Not yet. Below three I will shout.|Close it at dusk, please.|Leave it, it is only for an hour before sunrise.}'
    ],
    { days: [45, 5], hours: [15, 21], most: 5 }
  ),
  small(
    'garden',
    'a=samir,olena,carmen,amina,haruka,mina',
    [
      'a: {Watered|All watered:|Done:} {$plot and the pots|the tomatoes and the strawberries|both sides of the path|everything with leaves|the seed trays}{ 💧|. Can is back at the tap|, took $minutes minutes|. The left tap still bites}'
    ],
    { days: [58, 12], most: 11 }
  ),
  small(
    'garden',
    'a=amina,haruka,priya,luis,bohdan b=carmen,samir,olena,mina',
    [
      'a: {can somebody|could anyone|who can} {water plot $plot|look after $plot|open the frame at plot $plot} {tomorrow|on $weekday|until $weekday}? {im away|I’m stuck at work|I have visitors|family things}',
      'b: {I do it.|Yes, no problem|I am there anyway|Of course. {Anything special?|Morning or evening?}}',
      'a: {thank you!! {take what’s ripe|pick whatever you like|theres a beer in it}|you’re the best 🙏|owe you one. or two}'
    ],
    { most: 7 }
  ),
  small(
    'garden',
    'a=carmen,samir,mina,luis,amina b=olena,jonas,haruka,yusuf',
    [
      'a: {Plot $plot|Today|From one bed|One hour}: $kg kg of $summer{!|.| 😊|, and that is after {the birds|the slugs|the pigeons} had {theirs|breakfast}}',
      'b: {Into the book with it.|Written down.|That makes $many kg since spring.|Show-off 😄|Which variety?|Save me {a handful|a bag|two}?}'
    ],
    { days: [58, 28], most: 9, hours: [9, 21] }
  ),
  small(
    'garden',
    'a=olena,samir,haruka,luis b=jonas,mina,yusuf',
    [
      'a: {Harvest|Plot $plot today|For the book|In the basket}: $kg kg of $autumn{.|, {washed|frozen toes included|and that was only half}.| 🧺}',
      'b: {Beautiful.|Written in the book.|Do you need {jars|a bag|help carrying}?|That makes $many kg of it this year.|Any left for {Carmen|Sunday|my soup}?}'
    ],
    { days: [34, 1], most: 8, hours: [9, 20] }
  ),
  small(
    'garden',
    'a=olena,yusuf,samir,bohdan,mina,jonas b=carmen,jonas,luis,priya',
    [
      'a: {Out of the ground today|Harvest|Plot $plot today|For the book}: $kg kg $root{.| and a very surprised worm.|, {some|most} of them {straight|with legs|fork-shaped}.}',
      'b: {Lovely!|Soup!|In the book.|Better than last year, then we had $kg2.|Please leave a few for seed.|I bring the recipe.}'
    ],
    { days: [30, 1], most: 9, hours: [9, 20] }
  ),
  small(
    'garden',
    'a=yusuf,jonas b=olena,amina,mina',
    [
      'a: {Compost|The heap|Bay two|Left heap}: $heap °C{ in the middle|, {steaming|happy|dry on top}|. {It eats everything|It wants more brown}}.',
      'b: {Turn it on $weekday?|Shall I add leaves?|Nice and cosy 🔥|More cardboard or enough?|That kills the seeds, good.}'
    ],
    { most: 7 }
  ),
  small(
    'garden',
    'a=olena,carmen,haruka b=olena,jonas,priya,amina',
    [
      'a: {Slug count|Tonight’s count|Slugs, ten minutes, one torch}: $some{.| 🐌|, {mostly|all} small ones.|, all of them in the {lettuce|chard|dahlias}.}',
      'b: {The toad is slacking.|Less than on $weekday.|Bridge?|Still better than the record.|I dream of them by now.|Respect for counting}'
    ],
    { days: [50, 6], hours: [19, 23], most: 6 }
  ),
  small(
    'garden',
    'a=haruka,samir,priya,mina b=jonas,bohdan,olena,bia',
    [
      'a: {just saw|Everyone quiet:|By the way,|from the bench:} $bird {by the pond|on the fence of plot $plot|over the river|at the water butt}!',
      'b: {Still there?|Entered in the bird book.|Jealous, I only ever see pigeons|Near the willow? I look tomorrow.|😍|lovely|That makes $some kinds this year.}'
    ],
    { most: 8, hours: [7, 18] }
  ),
  small(
    'garden',
    'a=jonas b=carmen,olena c=samir,bohdan,haruka,yusuf',
    [
      'a: {Saturday:|This Saturday:|Rota for Saturday:} {who opens|who has the gate|gate and kettle}?',
      'b: {Me.|I can, from $hour.|I do it but I need the key|Me, with cake}',
      'c: {I’m there from $hour|I come later, after $hour|Count me in|Yes, {compost|beds|whatever is heavy}}',
      'a: {Then we are $helpers.|Good, that makes $helpers.|Noted, $helpers so far.}'
    ],
    { hours: [13, 21], most: 7 }
  ),
  small(
    'garden',
    'a=mina,carmen,jonas b=haruka,samir,yusuf,olena',
    [
      'a: {Kettle is on|Gate’s open|I’m here, coffee in $minutes minutes|First at the gate today}{ ☕|, come|, bring a cup}',
      'b: {On my way|Five minutes|Coming, with {buns|milk|a child}|Save me a chair in the sun}'
    ],
    { on: 'sat', hours: [8, 10], most: 8 }
  ),
  small(
    'garden',
    'a=mina,priya,luis',
    [
      'a: {Back home, muddy, happy|What a morning|That was a good one today}. {Thanks to all $helpers of you|$helpers people, $few barrows, one sunburn|We got the whole of plot $plot done}{ 🌻| 💚|!}'
    ],
    { on: 'sat', hours: [13, 17], most: 5 }
  ),
  small(
    'garden',
    'a=bohdan,amina,luis b=olena',
    [
      'a: {Olena, help:|question for olena:|Is this bad?} {yellow leaves|white dust|holes like lace|tiny black dots|curly tips} on {my|the} {$green|beans|roses|currants}{ 😬|?|, plot $plot}',
      'b: {Photo from {below|close|both sides}, please.|Send me a leaf. By photo.}',
      'a: {sent|Here: https://example.org/photos/leaf-$many|sent, sorry for the thumb}',
      'b: {Nothing bad. {Cut it off|Leave it|Wait for rain}.|{Aphids|Mildew|Rust}. {Soap water, twice|Take off the worst|Give it air}.|It is only hungry. A handful of compost.}'
    ],
    { most: 5, hours: [8, 21] }
  ),
  small(
    'garden',
    'a=bohdan,amina,luis,haruka b=olena',
    [
      'a: {is it normal that|Should I worry if|Olena,} {the lower leaves fall off|the stems go purple|there is moss on the pots|the $green stopped growing}?',
      'b: {How many plants and since when?|All of them or one?}',
      'a: {Three, since $weekday|just the one by the path|Half of them}{ 😟|.|}',
      'b: {It is the season. Leave it.|Too wet. Do not water for $few days.|Cold feet. Straw around it.|Normal. You may sleep.}'
    ],
    { most: 5, hours: [8, 21] }
  ),
  small(
    'garden',
    'a=bia b=carmen,haruka,olena,jonas',
    [
      'a: {Seed list:|From the seed desk:|Pergunta do arquivo:} how many {packets|bags|envelopes} of {$autumn|$summer|$green} do we still have?',
      'b: {$few, I just counted.|$few in the tin, and one without a name.|$few. One smells of mouse.|I look on Saturday and tell you.}',
      'a: {obrigada!|Perfect, {noted|updated} ✨|Um mistério a menos 😌}'
    ],
    { hours: [13, 22], most: 6 }
  ),
  small(
    'garden',
    'a=samir,luis,yusuf b=amina,carmen,haruka,mina',
    [
      'a: {Found at plot $plot|By the gate|On the bench}: $thing{. Whose?|. Anybody?|, it hangs on the nail.}',
      'b: {Mine!! Thank you|Not mine, but I like it|That’s from the kids I think|I’ll put it in the box}'
    ],
    { most: 6 }
  ),
  small(
    'garden',
    'a=priya b=mina,bohdan,jonas',
    [
      'a: {hive check|bees today}: {flying well|lots of pollen coming in, {orange|grey|bright yellow}|quiet, all home|a bit loud but fine}{, {upper|middle|lower} hive is the busiest|. please no sudden moves near the wall| 🐝}',
      'b: {Can I come and watch next time?|Good bees.|They like the {ivy|phacelia|asters} then?|I only got followed once today}'
    ],
    { hours: [9, 19], most: 7 }
  ),
  small(
    'garden',
    'a=carmen,samir,olena b=luis,haruka,bohdan,amina',
    [
      'a: {There is too much $herb|Take $herb please, take a lot|The $herb by plot $plot wants to be cut}{!|, bring scissors.}',
      'b: {On my way with a bag|I take {some|a bunch} on $weekday|Tea for the winter, yes please|Is it good with fish?}'
    ],
    { most: 6 }
  ),
  small(
    'garden',
    'a=olena,jonas,bohdan b=jonas,olena,carmen',
    [
      'a: {Sowed|Just sowed|In the ground:} $sow{, $few rows| at plot $plot|, $few metres}{. Now the rain may come.|. Label is in.|.}',
      'b: {How deep?|Cover it, the pigeons watch you.|Bold at this temperature.|👏|Date on the label?}'
    ],
    { days: [40, 3], most: 6 }
  ),
  small(
    'garden',
    'a=haruka b=mina,bia,amina',
    [
      'a: {sketch of the day|drew this between two showers|today’s page}: https://example.org/drawings/{plot|page|sheet}-$many',
      'b: {Oh the {light|hands|hat}!!|I want this on my wall|Que lindo|this made my bus ride ❤️}'
    ],
    { hours: [15, 23], most: 6 }
  ),
  small(
    'garden',
    'a=luis,mina b=yusuf,samir,jonas',
    [
      'a: The {gate|shed door|latch of the frame|bench at plot $plot} {sticks|squeaks|hangs} again.',
      'b: {I bring {oil|a plane|a screwdriver} on $weekday.|Lift and push, not pull.|It does that below $cold degrees.}',
      'a: {Merci|Thank you} 🔧'
    ],
    { most: 5 }
  ),
  small(
    'garden',
    'a=jonas',
    [
      'a: {River level: $gauge cm|Soil at 10 cm: $mild °C|Wind: $cold m/s at the gate}{, for those who like numbers.|, {falling|rising|steady}.}'
    ],
    { hours: [7, 20], most: 5, days: [58, 9] }
  )
]
