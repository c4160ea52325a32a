import { small } from './small.ts'

export const toolSmallTalk = [
  small(
    'tool-library',
    'a=mina,jonas,haruka,samir,amina,luis,carmen,bohdan,priya b=yusuf',
    [
      'a: {I take|Taking|Can I have|borrowing} $tool {until $weekday|til $weekday|for two days|over the weekend}{, please|, it’s for $job|}',
      'b: {Good.|Yes.|Written down.|It is on the {second|top|lower} shelf.|Yes, but {dry|clean|oiled} please.|Until $weekday, not longer, {the next one|somebody} waits.}'
    ],
    { most: 22 }
  ),
  small(
    'tool-library',
    'a=mina,jonas,haruka,samir,amina,luis,carmen,bohdan,olena b=yusuf',
    [
      'a: {Back:|returned:|Brought back|is back:} $tool{, clean|, clean and dry|, wiped and oiled|. Thank you!| ✔️}',
      'b: {👍|Thank you.|Seen it.|Very clean. {Too clean, did you use it?|Good.}|OK.}'
    ],
    { most: 20 }
  ),
  small(
    'tool-library',
    'a=olena,luis,amina,priya b=yusuf',
    [
      'a: {$machine is a bit broken|something is loose on $machine|$machine makes a noise}{ 😕|. It was not me! It was me|, since today}',
      'b: {Bring it on Wednesday.|What kind of noise?|It only needs $part. Leave it on the bench.}',
      'a: {ok, on the bench with a note|like a {duck|sad violin|coffee grinder}|thank you and sorry}',
      'b: {Not broken. Tired.|I look at it tonight. Probably {$part|only dirt}.|I have seen worse this week.}'
    ],
    { most: 7 }
  ),
  small(
    'tool-library',
    'a=yusuf b=amina,luis,carmen,haruka,samir,bohdan',
    [
      'a: $tool: {$b, it was due on $weekday.|due yesterday, $b.|$b, somebody is waiting.}',
      'b: {oh no yes sorry, {tomorrow|tonight|on $weekday}|It is in my hallway looking at me|still needed for $job, two more days?|I have it, I have it! Tomorrow}',
      'a: {Fine.|OK, {$weekday|Saturday} latest.|Good. Nobody is angry.}'
    ],
    { most: 8 }
  ),
  small(
    'tool-library',
    'a=priya,olena,mina,jonas,haruka b=yusuf',
    [
      'a: {Do we have|Is there|have we got} {something to cut glass|a pipe wrench|a very long drill bit|a clamp over 60 cm|fine sandpaper|a magnet on a stick|a laminator|a nail punch}?',
      'b: {Yes, {drawer $few|hook $some}.|Yes. {Blue|Red|Grey} box.|No. {Samir has one|Ask the café|I can order it}.}',
      'a: {Perfect.|OK, thank you!|It’s for $job, you will see|Great, on $weekday then}'
    ],
    { most: 8 }
  ),
  small(
    'tool-library',
    'a=yusuf',
    [
      'a: {Shed is open|Open now|I am here} until {seven|seven, maybe eight}. {Sharpened: $few knives, $few2 spades.|Waffle iron is hot.|Bring back what you do not use.|New on the shelf: $tool.|It is cold, there is tea.}'
    ],
    { hours: [17, 19], on: 'wed', most: 6 }
  ),
  small(
    'tool-library',
    'a=yusuf b=samir,jonas',
    [
      'a: {Count today|Inventory}: {all but $few of 143 are here|$few missing, two of them I know}. {Who has $tool?|Please look in your cellars.}',
      'b: {I have one of them.|Mine is {at the bakery|in the car}, {tomorrow|Saturday}.|Not here.|143 if you count my waffle iron twice.}'
    ],
    { most: 5 }
  ),
  small(
    'tool-library',
    'a=samir,jonas,mina b=yusuf,samir,bohdan',
    [
      'a: {Who can help|I need two hands|Anyone free} {on $weekday|tomorrow} to {carry|lift|move} $heavy? {$minutes minutes.|Half an hour.|Cake included.}',
      'b: {Me, after $hour.|Yes, I bring {gloves|straps|my shoulders}.|Here 🙋|If it is after $hour, yes}'
    ],
    { most: 7 }
  ),
  small(
    'tool-library',
    'a=jonas,luis b=yusuf,samir',
    [
      'a: What does {one|a person} use for {rusty hinges|a stuck lid|cracked handles|a drawer that sticks}?',
      'b: {Patience and {linseed oil|wax|soap}.|A bigger hammer. No. {Heat|Soap|Time}.|Bring it, I show you.}',
      'a: {That worked!!|I will try and report.|Noted in the big book.}'
    ],
    { most: 5 }
  ),
  small(
    'tool-library',
    'a=yusuf',
    [
      'a: {Shed is open|Open, come|Good morning, I am here} until {one|13:00}. {Today I mend $machine.|Bring what is blunt.|$few things wait to be fetched.|There is {tea|simit|börek}.|Rain or not.}'
    ],
    { hours: [8, 9], on: 'sat', most: 5 }
  )
]
