import { v7 as uuidv7 } from 'uuid'
import type { DonationStatus } from './states.ts'

/** A donation as its row stands: what is shown of it to whom, `services/donations` says. */
export interface DonationRow {
  id: string
  userId: string | null
  campaignId: string
  subscriptionId: string | null
  provider: 'stripe' | 'offline'
  /** SQLite has no booleans. */
  test: boolean | number
  amount: number
  feeCover: number
  total: number
  refundedAmount: number
  /** What its campaign has of it, as the books say. */
  income: number
  fee: number | null
  coverFees: boolean | number
  currency: string
  exponent: number
  interval: 'once' | 'month'
  visibility: 'public' | 'amount_hidden' | 'anonymous'
  message: string
  donorName: string | null
  donorEmail: string | null
  status: DonationStatus
  review: string | null
  method: string | null
  reference: string | null
  checkoutRef: string | null
  checkoutUrl: string | null
  paymentRef: string | null
  invoiceRef: string | null
  declines: number
  refundOfferedAt: number | null
  createdAt: number
  succeededAt: number | null
  checkAt: number | null
}

/** What no gift is without. */
type Given = Pick<DonationRow, 'userId' | 'campaignId' | 'provider' | 'test' | 'amount' | 'currency' | 'exponent'>

/** A gift of which nothing has come yet. What is not said is as it is with most. */
export const newDonation = (gift: Given & Partial<Omit<DonationRow, 'total'>>): DonationRow => {
  const { amount, feeCover = 0 } = gift
  return {
    id: uuidv7(),
    subscriptionId: null,
    ...{ feeCover, total: amount + feeCover, refundedAmount: 0, income: 0, fee: null, coverFees: feeCover > 0 },
    ...{ interval: 'once', visibility: 'public', message: '', donorName: null, donorEmail: null },
    ...{ status: 'pending', review: null, method: null, reference: null },
    ...{ checkoutRef: null, checkoutUrl: null, paymentRef: null, invoiceRef: null },
    ...{ declines: 0, refundOfferedAt: null, createdAt: Date.now(), succeededAt: null, checkAt: null },
    ...gift
  }
}

export interface SubscriptionRow {
  id: string
  userId: string
  campaignId: string
  amount: number
  feeCover: number
  currency: string
  exponent: number
  visibility: DonationRow['visibility']
  status: 'active' | 'past_due' | 'paused' | 'canceled'
  test: boolean | number
  providerRef: string
  currentPeriodEnd: number | null
  /** Moves with each answer of the provider that is kept. */
  version: number
  createdAt: number
  endedAt: number | null
}
