/** How a gift stands. Money that arrives always wins: `succeeded` can be reached from wherever no money is. */
export const STATUSES = [
  ...(['created', 'pending', 'processing', 'succeeded', 'partially_refunded', 'refunded'] as const),
  ...(['failed', 'expired', 'canceled', 'disputed', 'lost', 'needs_review'] as const)
] as const
export type DonationStatus = (typeof STATUSES)[number]

/** From where each state may be reached. Every step is one conditional update, so that of many callers exactly one takes it. */
export const FROM: Record<Exclude<DonationStatus, 'created'>, readonly DonationStatus[]> = {
  pending: ['created'],
  // not from `failed`: a bank that said no does not think again, and an older answer may arrive after that
  processing: ['created', 'pending', 'expired'],
  succeeded: [
    'created',
    'pending',
    'processing',
    'failed',
    'expired',
    'canceled',
    'disputed',
    'partially_refunded',
    'refunded'
  ],
  failed: ['created', 'pending', 'processing'],
  expired: ['created', 'pending'],
  // the provider may tell that its page is closed before we have noted who closed it
  canceled: ['created', 'pending', 'expired'],
  // a refund that fails later, and a dispute that is won, lead back
  partially_refunded: ['succeeded', 'refunded', 'disputed'],
  refunded: ['succeeded', 'partially_refunded', 'disputed'],
  // a refund may have failed, and the gift have been disputed since: both are heard at once then
  disputed: ['succeeded', 'partially_refunded', 'refunded'],
  lost: ['succeeded', 'partially_refunded', 'refunded', 'disputed'],
  needs_review: ['created', 'pending', 'processing', 'failed', 'expired', 'canceled']
}

/** The money has come, whatever became of it later: there is a gift, a message and a booking. */
export const PAID: readonly DonationStatus[] = ['succeeded', 'partially_refunded', 'refunded', 'disputed', 'lost']
/** Nothing has been paid, and it still may. */
export const OPEN: readonly DonationStatus[] = ['created', 'pending', 'processing']

export const isPaid = (status: DonationStatus) => PAID.includes(status)
