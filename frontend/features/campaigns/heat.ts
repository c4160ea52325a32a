import type { Gift } from '$sdk'

/** What of a gift feeds the fire: that it was given, by whom as far as everybody may know, and when. Never how much. */
export type Fed = Pick<Gift, 'id' | 'userId' | 'name' | 'status' | 'createdAt'>

/** ms within which people give together */
export const TOGETHER = 5 * 60_000
/** So many people light each of the five levels. */
export const LEVELS = [3, 5, 7, 10, 14] as const

export interface Heat {
  /** 1 to 5 */
  level: number
  people: number
  /** One gift of each who let themselves be named, the latest first. */
  named: Fed[]
  /** Gifts without a name: each is a person of its own. */
  souls: number
  /** 1 when it has just been fed, towards 0 when it goes out. */
  glow: number
}

/**
 * How warm it is, by the gifts of the last five minutes: nothing while fewer than three people gave. Somebody who gives twice is one
 * person, and what was given back warms nobody. It fades by itself: nobody is hurried, nothing is counted that did not happen.
 */
export const heatOf = (gifts: readonly Fed[], now: number): Heat | undefined => {
  const latest = new Map<string, Fed>()
  for (const gift of gifts.toSorted((a, b) => b.createdAt - a.createdAt)) {
    const isNow = gift.status !== 'refunded' && now - gift.createdAt < TOGETHER
    const who = gift.userId ?? gift.id
    if (isNow && !latest.has(who)) latest.set(who, gift)
  }
  const fed = [...latest.values()]
  const people = fed.length
  const level = LEVELS.filter((from) => people >= from).length
  if (level === 0) return
  // it is out when the third of the latest is too long ago
  const out = (fed[LEVELS[0] - 1]?.createdAt ?? now) + TOGETHER
  const named = fed.filter(({ userId, name }) => userId ?? name)
  return { level, people, named, souls: people - named.length, glow: Math.min(1, (out - now) / TOGETHER) }
}

/** "Ana, Ben and 2 kind souls": those who fed it, as many by name as fit. */
export const feedersInWords = (names: readonly string[], souls: number, most = 4) => {
  const shown = names.length > most ? names.slice(0, most - 1) : names
  const others = names.length - shown.length
  const more = [
    ...(others > 0 ? [`${others} more`] : []),
    ...(souls > 0 ? [souls === 1 ? 'a kind soul' : `${souls} kind souls`] : [])
  ]
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format([...shown, ...more])
}
