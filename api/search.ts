/**
 * The words of names, made comparable: lower case, without diacritics and signs, each after a space.
 * Stored beside the name, so that `like '% <words>%'` finds every word that begins so, on both databases.
 */
export const searchText = (...names: string[]) =>
  names
    .flatMap((name) => comparable(name).split(' '))
    .filter(Boolean)
    .map((word) => ` ${word}`)
    .join('')

/** A LIKE pattern for what somebody typed. Letters, digits and single spaces are left: nothing that LIKE would interpret. */
export const searchPattern = (typed: string) => `% ${comparable(typed).trim()}%`

const comparable = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
