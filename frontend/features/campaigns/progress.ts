import type { Campaign } from '$sdk'

type Goal = Pick<Campaign, 'raisedAmount' | 'goalAmount'>
export type Span = Pick<Campaign, 'status' | 'startsAt' | 'endsAt'>

/** How much of the goal has come: 1 is all of it, and there may be more. */
export const partOf = ({ raisedAmount, goalAmount }: Goal) => Math.max(0, raisedAmount / goalAmount)

/** In whole percent, never rounded up: 100 % means that the goal is reached. */
export const percentOf = (goal: Goal) => Math.floor(partOf(goal) * 100)

/** Where a campaign stands now. Gifts are taken only while it is `open`. */
export const phaseOf = ({ status, startsAt, endsAt }: Span, now = Date.now()): 'draft' | 'soon' | 'open' | 'over' => {
  if (status === 'draft') return 'draft'
  if (status === 'ended' || (endsAt !== null && endsAt <= now)) return 'over'
  return startsAt !== null && startsAt > now ? 'soon' : 'open'
}

/** "71 people" */
export const peopleInWords = (count: number) => (count === 1 ? '1 person' : `${count} people`)

export const addressOf = ({ slug }: Pick<Campaign, 'slug'>) => `/c/${encodeURIComponent(slug)}`
