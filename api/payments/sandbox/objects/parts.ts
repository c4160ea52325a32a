import type Stripe from 'stripe'

/** Stripe counts seconds. */
export const seconds = (ms: number) => Math.floor(ms / 1000)
export const secondsOrNull = (ms: number | null) => (ms === null ? null : seconds(ms))

export const metadataOf = ({ metadata }: { metadata: string }) => JSON.parse(metadata) as Record<string, string>

export const listOf = <T>(url: string, data: T[], has_more = false): Stripe.ApiList<T> => ({
  object: 'list',
  data,
  has_more,
  url
})

/** What a price needs to know, whether it stands in a session, a subscription or an invoice. */
export interface Priced {
  priceId: string
  productId: string
  amount: number
  currency: string
  createdAt: number
  monthly: boolean
}

export const priceObject = ({ priceId, productId, amount, currency, createdAt, monthly }: Priced): Stripe.Price => ({
  id: priceId,
  object: 'price',
  active: false,
  billing_scheme: 'per_unit',
  created: seconds(createdAt),
  currency,
  custom_unit_amount: null,
  livemode: false,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: productId,
  recurring: monthly
    ? { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' }
    : null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: monthly ? 'recurring' : 'one_time',
  unit_amount: amount,
  unit_amount_decimal: decimal(amount)
})

/** The SDK reads it back into its own Decimal; in JSON it is a string. */
export const decimal = (amount: number) => String(amount) as unknown as Stripe.Decimal
