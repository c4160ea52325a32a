/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** From `least` up to, not including, `most`. */
  between(least: number, most: number): number
  /** The same in whole numbers. */
  whole(least: number, most: number): number
  /** True in `share` (0 to 1) of all cases. */
  happens(share: number): boolean
  one<T>(of: readonly T[]): T
  /** A chance of its own for somebody: what others draw meanwhile changes nothing about it. */
  branch(name: string): Chance
}

export const chance = (seed: string): Chance => {
  let state = hash(seed)
  /** mulberry32 */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + next() * (most - least)
  const whole = (least: number, most: number) => Math.floor(between(least, most))
  return {
    between,
    whole,
    happens: (share) => next() < share,
    one: (of) => {
      if (of.length === 0) throw new Error('nothing to choose from')
      return of[whole(0, of.length)] as never
    },
    branch: (name) => chance(`${seed}/${name}`)
  }
}

/** FNV-1a, 32 bits. */
const hash = (text: string) => {
  let value = 0x811c9dc5
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return value
}
