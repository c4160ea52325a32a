import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** "Safely unguessable: moderate protection from offline slow-hash scenario", in zxcvbn's scale from 0 to 4. */
const ENOUGH = 3
/** The time to look at a password grows with its length; what comes later only makes it better. */
const LOOKED_AT = 72

let asked: Promise<ZxcvbnFactory> | undefined

/** The dictionaries are some 15 MB in memory: fetched with the first password that somebody chooses. */
const judge = () =>
  (asked ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en')
  ]).then(
    ([{ ZxcvbnFactory }, common, english]) =>
      new ZxcvbnFactory({
        dictionary: { ...common.dictionary, ...english.dictionary },
        graphs: common.adjacencyGraphs
      })
  ))

/** So many letters and digits must be left of a password when what is known of its owner is taken out. */
const LEAST_LEFT = 6

/** Whether a password would be among the first that somebody tries, `words` being what they know of its owner. */
export const isEasyToGuess = async (password: string, words: string[]) => {
  const zxcvbn = await judge()
  const shown = password.normalize('NFKC').slice(0, LOOKED_AT).toLowerCase()
  const parts = words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)]).map((word) => word.toLowerCase())
  const known = [...new Set(parts)].filter((word) => word.length > 2).sort((a, b) => b.length - a.length)
  // zxcvbn makes much of the signs between words, also between twice one's own name
  const left = known.reduce((rest, word) => rest.replaceAll(word, ' '), shown).match(/[\p{L}\p{N}]/gu) ?? []
  return left.length < LEAST_LEFT || zxcvbn.check(shown, known).score < ENOUGH
}
