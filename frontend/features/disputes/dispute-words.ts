import { formatMoney, type Dispute } from '$sdk'
import { dueInWords } from '../donations/donation-words.ts'

/** Still to be decided. */
export const isOpen = ({ status }: Dispute) => status !== 'won' && status !== 'lost'

/** What a donor's bank wants, and until when an answer is due. */
export const disputeInWords = ({ amount, currency, reason, status, dueAt }: Dispute, now?: number): string => {
  const sum = formatMoney(amount, currency)
  const why = reason.replaceAll('_', ' ')
  switch (status) {
    case 'inquiry':
    case 'needs_response': {
      const asks = status === 'inquiry' ? `The donor’s bank asks about ${sum}` : `The donor’s bank asks ${sum} back`
      return `${asks} (${why}).${dueAt === null ? '' : ` An answer is due ${dueInWords(dueAt, now)}.`}`
    }
    case 'under_review':
      return `The bank looks at the answer about ${sum} (${why}).`
    case 'won':
      return `The dispute about ${sum} was won: the money stays.`
    case 'lost':
      return `The dispute about ${sum} was lost: the money is gone.`
  }
}
