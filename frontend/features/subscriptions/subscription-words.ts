import type { Subscription } from '$sdk'
import { date } from '../../lib/time.ts'

/** What happens next with a monthly gift. */
export const nextInWords = ({ status, currentPeriodEnd, endedAt }: Subscription): string => {
  switch (status) {
    case 'active':
      return currentPeriodEnd === null ? 'Given every month' : `Next on ${date(currentPeriodEnd)}`
    case 'past_due':
      return 'The last payment did not go through. It is tried again.'
    case 'paused':
      return 'Paused: nothing is taken until you resume it'
    case 'canceled':
      return endedAt === null ? 'Ended' : `Ended on ${date(endedAt)}`
  }
}
