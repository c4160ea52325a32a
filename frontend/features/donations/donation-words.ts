import { formatMoney, type Donation } from '$sdk'
import { date, daysFrom } from '../../lib/time.ts'

type Status = Donation['status']

export const money = (amount: number, currency: string) => formatMoney(amount, currency)

/** The money has come, whatever became of it later. */
const PAID: readonly Status[] = ['succeeded', 'partially_refunded', 'refunded', 'disputed', 'lost']
export const isPaid = ({ status }: Pick<Donation, 'status'>) => PAID.includes(status)
export const PAID_STATUSES = [...PAID]

/** What can still go back to the donor, in minor units. */
export const leftOf = ({ status, total, refundedAmount }: Pick<Donation, 'status' | 'total' | 'refundedAmount'>) =>
  status === 'succeeded' || status === 'partially_refunded' ? total - refundedAmount : 0

/** For treasurers: a word or two. */
export const STATUS: Record<Status, string> = {
  created: 'Not paid yet',
  pending: 'Not paid yet',
  processing: 'On its way',
  succeeded: 'Given',
  partially_refunded: 'Partly given back',
  refunded: 'Given back',
  failed: 'Declined',
  expired: 'Ran out',
  canceled: 'Canceled',
  disputed: 'Disputed',
  lost: 'Taken back by the bank',
  needs_review: 'Needs a look'
}

/** These want somebody to do something. */
export const wantsLook = ({ status }: Pick<Donation, 'status'>) => status === 'disputed' || status === 'needs_review'

/** For the donor: what has become of the gift. */
export const statusForDonor = (donation: Donation): string => {
  const { status, provider, refundedAmount, currency } = donation
  switch (status) {
    case 'created':
    case 'pending':
      return provider === 'offline' ? 'Waits for your transfer' : 'Not paid yet'
    case 'processing':
      return 'On its way: the bank takes some days'
    case 'succeeded':
      return 'Given. Thank you!'
    case 'partially_refunded':
      return `${money(refundedAmount, currency)} of it came back to you`
    case 'refunded':
      return 'Given back to you'
    case 'failed':
      return 'The payment was declined: nothing was taken'
    case 'expired':
      return 'Not paid in time: nothing was taken'
    case 'canceled':
      return 'Canceled: nothing was taken'
    case 'disputed':
      return 'Your bank asks for it back'
    case 'lost':
      return 'Your bank took it back'
    case 'needs_review':
      return 'A treasurer looks at it'
  }
}

export const VISIBILITIES = [
  { value: 'public', label: 'With name and amount' },
  { value: 'amount_hidden', label: 'Without the amount' },
  { value: 'anonymous', label: 'Anonymous' }
] as const satisfies readonly { value: Donation['visibility']; label: string }[]

const METHODS: Record<string, string> = {
  card: 'Card',
  sepa_debit: 'Direct debit',
  bank_transfer: 'Bank transfer',
  cash: 'Cash',
  other: 'Another way',
  paypal: 'PayPal',
  link: 'Link'
}
/** "Direct debit"; of a way that is not known its own word. */
export const methodInWords = (method: string | null) => {
  if (method === null) return 'Not known'
  const plain = method.replaceAll('_', ' ')
  return METHODS[method] ?? plain.charAt(0).toUpperCase() + plain.slice(1)
}

/** "by 3 Dec 2026, in 5 days"; for something that is due. */
export const dueInWords = (dueAt: number, now = Date.now()) => {
  const days = daysFrom(dueAt, now)
  const left = days < 0 ? 'too late' : days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
  return `by ${date(dueAt)}, ${left}`
}

/** From when until when (ms since 1970); without `to` until now. */
export interface Period {
  from: number
  to?: number
}
export type PeriodName = 'all' | 'month' | 'days' | 'year' | 'lastYear'
export const PERIODS: readonly { value: PeriodName; label: string }[] = [
  { value: 'all', label: 'All the time' },
  { value: 'month', label: 'This month' },
  { value: 'days', label: 'The last 30 days' },
  { value: 'year', label: 'This year' },
  { value: 'lastYear', label: 'Last year' }
]
const DAY = 86_400_000

/** In the person's own calendar; nothing for all the time. */
export const periodOf = (name: PeriodName, now = Date.now()): Period | undefined => {
  const today = new Date(now)
  const year = today.getFullYear()
  switch (name) {
    case 'all':
      return undefined
    case 'month':
      return { from: new Date(year, today.getMonth()).getTime() }
    case 'days':
      return { from: now - 30 * DAY }
    case 'year':
      return { from: new Date(year, 0).getTime() }
    case 'lastYear':
      return { from: new Date(year - 1, 0).getTime(), to: new Date(year, 0).getTime() }
  }
}
