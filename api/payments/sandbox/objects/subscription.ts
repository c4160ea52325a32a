import type Stripe from 'stripe'
import type { CustomerRow, SubscriptionRow } from '../rows.ts'
import { decimal, listOf, metadataOf, priceObject, seconds, secondsOrNull } from './parts.ts'

export const customerObject = (row: CustomerRow): Stripe.Customer => ({
  id: row.id,
  object: 'customer',
  address: null,
  balance: 0,
  created: seconds(row.createdAt),
  currency: null,
  default_source: null,
  delinquent: false,
  description: null,
  email: row.email,
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: false,
  metadata: metadataOf(row),
  name: row.name,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null
})

export const subscriptionObject = (row: SubscriptionRow): Stripe.Subscription => ({
  id: row.id,
  object: 'subscription',
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: seconds(row.startedAt),
  billing_cycle_anchor_config: null,
  billing_mode: { flexible: null, type: 'classic' },
  billing_schedules: [],
  billing_thresholds: null,
  cancel_at: row.cancelAtPeriodEnd ? seconds(row.periodEnd) : null,
  cancel_at_period_end: row.cancelAtPeriodEnd === 1,
  canceled_at: secondsOrNull(row.canceledAt),
  cancellation_details: {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason: row.cancelReason
  },
  collection_method: 'charge_automatically',
  created: seconds(row.createdAt),
  currency: row.currency,
  customer: row.customerId,
  customer_account: null,
  days_until_due: null,
  default_payment_method: `pm_${row.id.slice('sub_'.length)}`,
  default_source: null,
  default_tax_rates: [],
  description: row.productName,
  discounts: [],
  ended_at: secondsOrNull(row.endedAt),
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' }
  },
  items: listOf(`/v1/subscription_items?subscription=${row.id}`, [itemOf(row)]),
  latest_invoice: row.latestInvoiceId,
  livemode: false,
  managed_payments: null,
  metadata: metadataOf(row),
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: row.pauseBehavior
    ? {
        behavior: row.pauseBehavior,
        resumes_at: secondsOrNull(row.resumesAt)
      }
    : null,
  payment_settings: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  start_date: seconds(row.startedAt),
  status: row.status,
  test_clock: null,
  transfer_data: null,
  trial_end: null,
  trial_settings: null,
  trial_start: null
})

const itemOf = (row: SubscriptionRow): Stripe.SubscriptionItem => ({
  id: row.itemId,
  object: 'subscription_item',
  billing_thresholds: null,
  created: seconds(row.createdAt),
  current_period_end: seconds(row.periodEnd),
  current_period_start: seconds(row.periodStart),
  current_trial: null,
  discounts: [],
  metadata: {},
  plan: planOf(row),
  price: priceObject({ ...row, monthly: true }),
  quantity: row.quantity,
  subscription: row.id,
  tax_rates: []
})

const planOf = (row: SubscriptionRow): Stripe.Plan => ({
  id: row.priceId,
  object: 'plan',
  active: false,
  amount: row.amount,
  amount_decimal: decimal(row.amount),
  billing_scheme: 'per_unit',
  created: seconds(row.createdAt),
  currency: row.currency,
  interval: 'month',
  interval_count: 1,
  livemode: false,
  metadata: {},
  meter: null,
  nickname: null,
  product: row.productId,
  tiers_mode: null,
  transform_usage: null,
  trial_period_days: null,
  usage_type: 'licensed'
})
