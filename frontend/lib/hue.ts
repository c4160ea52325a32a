/** How many hues there are: twelfths of the colour circle, `data-hue="0…11"`. */
export const HUES = 12

/** Spreads ids or names evenly and always the same over the hues (FNV-1a). */
export const hueOf = (key: string) => {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % HUES
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What stands in a tile without a picture: the first thing one reads of a name. */
export const initial = (name: string) => {
  const [first] = graphemes.segment(name.trim())
  return first?.segment.toLocaleUpperCase() ?? '?'
}
