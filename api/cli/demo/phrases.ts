import type { Dice } from './random.ts'

/** What may stand for a `$word` in a phrase. */
export type Vocabulary = Record<string, (dice: Dice) => string>

/**
 * Speaks a phrase: `{Morning|Hi|}` becomes one of its choices (they may nest), `$word` what the vocabulary says. A word keeps
 * its meaning through `meant`, so that question and answer speak of the same thing.
 */
export const speak = (phrase: string, dice: Dice, vocabulary: Vocabulary, meant: Map<string, string>) => {
  let text = phrase
  for (let inner = INNERMOST.exec(text); inner; inner = INNERMOST.exec(text)) {
    const choice = dice.pick((inner[1] ?? '').split('|'))
    text = text.slice(0, inner.index) + choice + text.slice(inner.index + inner[0].length)
  }
  const spoken = text.replace(/\$([a-z]+\d?)/gi, (_, word: string) => {
    const known = meant.get(word)
    if (known !== undefined) return known
    const say = vocabulary[word.replace(/\d$/, '')]
    if (!say) throw new Error(`No vocabulary for $${word} in: ${phrase}`)
    const said = say(dice)
    meant.set(word, said)
    return said
  })
  return spoken.replace(/ {2,}/g, ' ').trim()
}

const INNERMOST = /\{([^{}]*)\}/
