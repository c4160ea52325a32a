import type { Given } from '../messages/rows.ts'

/** ms that a gift stays on the shelf: the least, and the most */
export const HOLD = { least: 60_000, most: 300_000 }
/** Without suggestions, so many times the usual is a lot. */
const MANIFOLD = 4
/** From fewer gifts nothing can be told about what is usual. */
const ENOUGH = 3

export interface Held {
  gift: Given
  /** ms since 1970 */
  until: number
  /** ms in all */
  hold: number
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** From which amount on a gift is a large one: the highest that is suggested, else four times what is usual among `shown`. */
export const largeFrom = (suggested: readonly number[], shown: readonly number[]) => {
  if (suggested.length > 0) return Math.max(...suggested)
  return shown.length < ENOUGH ? Infinity : median(shown) * MANIFOLD
}

/** ms that a gift of this amount stays: a minute, up to five for five times as much. */
export const holdOf = (amount: number, large: number) =>
  Math.min(HOLD.most, Math.max(HOLD.least, (amount / large) * HOLD.least))

interface Look {
  /** Gifts that the log shows. */
  given: readonly Given[]
  /** Amounts that the campaign of a gift suggests; undefined while that is not known. */
  suggestedFor: (campaignId: string) => readonly number[] | undefined
  now: number
}

/** The large gifts whose time is not over, the newest first. What was given back is not shown off. */
export const onShelf = ({ given, suggestedFor, now }: Look): Held[] => {
  const amountsOf = (campaignId: string) =>
    given.flatMap(({ gift }) => (gift.campaignId === campaignId && gift.amount !== null ? [gift.amount] : []))
  return given
    .flatMap((gift) => {
      const { amount, campaignId, status } = gift.gift
      if (amount === null || status === 'refunded' || now - gift.createdAt > HOLD.most) return []
      const suggested = suggestedFor(campaignId)
      const large = suggested ? largeFrom(suggested, amountsOf(campaignId)) : Infinity
      const hold = holdOf(amount, large)
      const until = gift.createdAt + hold
      return amount >= large && until > now ? [{ gift, until, hold }] : []
    })
    .toSorted((a, b) => b.gift.seq - a.gift.seq)
}
