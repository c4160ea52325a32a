const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** What a reader takes for one letter, with its marks. */
export const lettersOf = (text: string) => [...letters.segment(text)].map(({ segment }) => segment)

/** On one line, without what a page has no use for. */
export const plainOf = (text: string) =>
  text.normalize('NFC').replace(STEERING, '').replace(/\s/g, ' ').replace(EASTERN_DIGIT, latinDigit)

/** Marks that only steer the direction of writing. */
const STEERING = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g
const EASTERN_DIGIT = /[٠-٩۰-۹]/g
const latinDigit = (digit: string) => String(digit.charCodeAt(0) & 15)

/** Whether something in it is written from right to left. */
export const runsLeft = (text: string) => RTL.test(text)

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** The words of a line from left to right as they are seen. The font engine turns letters within a word, not words. */
export const visual = (line: string) => {
  const words = line.split(' ').map((word) => (RTL.test(word) ? withUprightParts(word) : word))
  const startsRight = RTL.test(/\p{L}/u.exec(line)?.[0] ?? '')
  return startsRight ? turnRuns(words.reverse(), (it) => !RTL.test(it)) : turnRuns(words, (it) => RTL.test(it))
}

const turnRuns = (words: string[], isTurned: (word: string) => boolean) => {
  const runs: string[][] = []
  words.forEach((word, at) => {
    if (at > 0 && isTurned(word) && isTurned(words[at - 1]!)) runs.at(-1)!.unshift(word)
    else runs.push([word])
  })
  return runs.flat()
}

/** Turned beforehand what must not be turned with the word: a number, and the way that brackets open. */
const withUprightParts = (word: string) =>
  word
    .replace(/\d[\d.,:/-]*\d/g, (number) => [...number].reverse().join(''))
    .replace(/[()[\]{}«»]/g, (bracket) => '()[]{}«»'['()[]{}«»'.indexOf(bracket) ^ 1]!)
