import { date, daysFrom } from '../../lib/time.ts'
import { phaseOf, type Span } from './progress.ts'

/** "9 days left", "Last day", "Begins on 3 Dec 2025"; undefined for one that is open without an end. */
export const spanInWords = (campaign: Span, now = Date.now()): string | undefined => {
  const { startsAt, endsAt } = campaign
  switch (phaseOf(campaign, now)) {
    case 'draft':
      return 'Not published'
    case 'soon':
      return `Begins on ${date(startsAt ?? now)}`
    case 'over':
      return endsAt !== null && endsAt <= now ? `Ended on ${date(endsAt)}` : 'Ended'
    case 'open': {
      if (endsAt === null) return undefined
      const days = daysFrom(endsAt, now)
      return days <= 0 ? 'Last day' : days === 1 ? '1 day left' : `${days} days left`
    }
  }
}
