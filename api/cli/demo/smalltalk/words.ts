import type { Dice } from '../random.ts'
import type { Vocabulary } from '../phrases.ts'

const oneOf =
  (...words: string[]) =>
  (dice: Dice) =>
    dice.pick(words)
const whole = (least: number, most: number) => (dice: Dice) => String(dice.between(least, most))
const tenths = (least: number, most: number) => (dice: Dice) => (dice.between(least * 10, most * 10) / 10).toFixed(1)
const cents = (least: number, most: number) => (dice: Dice) =>
  (dice.between(least * 20, most * 20) / 20).toFixed(2).replace('.', ',')

/** What small talk at the garden speaks of. A digit after the word makes another draw: $plot, $plot2. */
export const words: Vocabulary = {
  plot: whole(1, 10),
  few: whole(2, 9),
  some: whole(11, 48),
  many: whole(55, 180),
  minutes: oneOf('five', 'ten', '15', '20', '25'),
  hour: oneOf('8', '9', '9:30', '10', '11', '14', '15:30', '16', '17', '18'),
  mm: tenths(1, 19),
  cold: whole(3, 9),
  mild: whole(12, 21),
  heap: whole(38, 63),
  kg: tenths(1, 7),
  gauge: whole(70, 210),
  eur: cents(4, 95),
  weekday: oneOf('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Sunday'),
  summer: oneOf(
    'tomatoes',
    'beans',
    'courgettes',
    'cucumbers',
    'peppers',
    'chillies',
    'plums',
    'sweetcorn',
    'blackberries'
  ),
  autumn: oneOf('kale', 'chard', 'pumpkins', 'apples', 'leeks', 'sprouts', 'fennel', 'late beans'),
  root: oneOf('carrots', 'parsnips', 'beetroot', 'potatoes', 'celeriac', 'turnips', 'salsify', 'black radish'),
  herb: oneOf('mint', 'sage', 'thyme', 'parsley', 'lovage', 'chives', 'rosemary', 'coriander', 'lemon balm'),
  green: oneOf('kale', 'rocket', 'lamb’s lettuce', 'chard', 'spinach', 'pak choi'),
  bird: oneOf(
    'a kingfisher',
    'two jays',
    'a wren',
    'the woodpecker',
    'a flock of goldfinches',
    'long-tailed tits',
    'a buzzard',
    'a robin'
  ),
  tool: oneOf(
    'spade 009',
    'fork 012',
    'rake 015',
    'the lopper (#034)',
    'the hand drill (#062)',
    'the small saw 029',
    'barrow 4',
    'the post driver (#099)',
    'the sander (#083)',
    'sledgehammer 041',
    'the spirit level 055',
    'the tile cutter (#111)',
    'the long hose (#019)',
    'the sewing awl 059',
    'the glue gun (#066)',
    'the jigsaw (#085)',
    'the apple picker 027',
    'the heat gun (#090)',
    'the tarp 117',
    'the steam cleaner (#094)'
  ),
  job: oneOf(
    'a shelf',
    'the balcony',
    'a wobbly table',
    'my sister’s fence',
    'the cold frame',
    'a bed for the dog',
    'the cellar door',
    'a bird table'
  ),
  part: oneOf('a handle', 'a new blade', 'a drop of oil', 'two screws', 'a washer', 'a plug', 'a spring', 'some glue'),
  dish: oneOf(
    'leek tart',
    'lentil soup',
    'stuffed peppers',
    'potato salad',
    'shakshuka',
    'kale and white beans',
    'beetroot risotto',
    'pumpkin curry',
    'onion soup',
    'dumplings',
    'ratatouille',
    'apple crumble'
  ),
  jar: oneOf(
    'plum jam',
    'green tomato chutney',
    'pickled beetroot',
    'sauerkraut',
    'apple butter',
    'pesto',
    'pickled chillies',
    'quince jelly'
  ),
  sow: oneOf(
    'broad beans',
    'winter onions',
    'phacelia',
    'lamb’s lettuce',
    'garlic',
    'green manure',
    'winter peas',
    'spinach'
  ),
  machine: oneOf(
    'the jigsaw (#085)',
    'the sander (#083)',
    'the steam cleaner (#094)',
    'the hand drill (#062)',
    'the mower',
    'the heat gun (#090)',
    'barrow 4',
    'the shredder (#101)'
  ),
  heavy: oneOf(
    'a sofa',
    'six bags of soil',
    'the old bench',
    'a fridge',
    'my sister’s fence',
    'the water butt',
    'a wardrobe',
    'two window frames'
  ),
  thing: oneOf(
    'a red glove',
    'a lunch box',
    'a toy tractor',
    'one earring',
    'a library book (wet)',
    'a bobble hat',
    'an umbrella',
    'a child’s wellington',
    'a pair of reading glasses',
    'a thermos',
    'a blue scarf',
    'a bicycle light'
  ),
  line: oneOf('7', '12', '14'),
  score: oneOf('1-0', '2-1', '0-0', '1-3', '4-2', '2-2', '0-1', '3-0'),
  song: oneOf(
    'a waltz',
    'the one with the whistling',
    'that song from the film',
    'an old love song',
    'the theme of the news'
  ),
  film: oneOf(
    'the one with the lighthouse',
    'the long one with the desert',
    'a film about bees',
    'the one where nobody talks',
    'that heist thing'
  ),
  helpers: oneOf('three', 'four', 'five', 'six', 'seven')
}
