/** How letters of one case and no accents compare: "Jürgen" is found by "jur". */
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const isWordStart = (text: string, at: number) => at === 0 || /[\s\-_.#@]/u.test(text.charAt(at - 1))

/**
 * How well `query` fits `text`: its letters must stand in it in this order. Letters in a row and at the starts of words
 * count more, letters skipped count less. Zero when it does not fit; everything fits an empty query. Linear in the text.
 */
export const fit = (query: string, text: string): number => {
  const wanted = plain(query).replace(/\s+/gu, '')
  const given = plain(text)
  let score = 1
  let last = -1
  for (const letter of wanted) {
    const found = given.indexOf(letter, last + 1)
    if (found < 0) return 0
    const row = found === last + 1 && last >= 0
    score += row ? 8 : isWordStart(given, found) ? 6 : 1
    score -= Math.min(3, (found - last - 1) * 0.1)
    last = found + letter.length - 1
  }
  return Math.max(score - given.length * 0.01, 0.01)
}
