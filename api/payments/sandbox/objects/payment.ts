import type Stripe from 'stripe'
import { BANK, scenarioOf } from '../cards.ts'
import type { PaymentRow } from '../rows.ts'
import { metadataOf, seconds } from './parts.ts'

export const intentObject = (row: PaymentRow): Stripe.PaymentIntent => ({
  id: row.id,
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount: row.amount,
  amount_capturable: 0,
  amount_received: row.status === 'succeeded' ? row.amount : 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: row.status === 'canceled' ? seconds(row.createdAt) : null,
  cancellation_reason: row.status === 'canceled' ? 'automatic' : null,
  capture_method: 'automatic_async',
  client_secret: null,
  confirmation_method: 'automatic',
  created: seconds(row.createdAt),
  currency: row.currency,
  customer: row.customerId,
  customer_account: null,
  description: row.invoiceId ? 'Subscription payment' : null,
  excluded_payment_method_types: null,
  last_payment_error: errorOf(row),
  latest_charge: row.chargeId,
  livemode: false,
  managed_payments: null,
  metadata: metadataOf(row),
  next_action: row.status === 'requires_action' ? { type: 'use_stripe_sdk' } : null,
  on_behalf_of: null,
  payment_method: row.chargeId && methodId(row),
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: [row.method],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: row.invoiceId ? 'off_session' : null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: row.status,
  transfer_group: null
})

const methodId = (row: PaymentRow) => `pm_${row.id.slice('pi_'.length)}`

type PaymentError = Stripe.PaymentIntent.LastPaymentError
const errorOf = ({ error }: PaymentRow): PaymentError | null => (error ? (JSON.parse(error) as PaymentError) : null)

/** The charge of a payment that has one. */
export const chargeObject = (row: PaymentRow & { chargeId: string }): Stripe.Charge => ({
  id: row.chargeId,
  object: 'charge',
  amount: row.amount,
  amount_captured: row.status === 'succeeded' ? row.amount : 0,
  amount_refunded: row.refundedAmount,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  balance_transaction: row.transactionId,
  billing_details: { address: null, email: row.payerEmail, name: row.payerName, phone: null, tax_id: null },
  calculated_statement_descriptor: 'HEARTH SANDBOX',
  captured: row.status === 'succeeded',
  created: seconds(row.chargedAt ?? row.createdAt),
  currency: row.currency,
  customer: row.customerId,
  description: null,
  disputed: row.disputed === 1,
  failure_balance_transaction: null,
  failure_code: statusOf(row) === 'failed' ? (errorOf(row)?.code ?? null) : null,
  failure_message: statusOf(row) === 'failed' ? (errorOf(row)?.message ?? null) : null,
  fraud_details: {},
  livemode: false,
  metadata: metadataOf(row),
  on_behalf_of: null,
  outcome: outcomeOf(row),
  paid: statusOf(row) === 'succeeded',
  payment_intent: row.id,
  payment_method: methodId(row),
  payment_method_details: detailsOf(row),
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: row.status === 'succeeded' && row.refundedAmount === row.amount,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: statusOf(row),
  transfer_data: null,
  transfer_group: null
})

const statusOf = ({ status }: PaymentRow): Stripe.Charge.Status =>
  status === 'succeeded' ? 'succeeded' : status === 'processing' ? 'pending' : 'failed'

const outcomeOf = (row: PaymentRow): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: scenarioOf(row.scenario)?.risk === 'elevated' ? 'elevated_risk_level' : null,
  risk_level: scenarioOf(row.scenario)?.risk ?? (row.scenario === BANK ? 'not_assessed' : 'normal'),
  seller_message: 'Payment complete.',
  type: 'authorized'
})

type Details = Stripe.Charge.PaymentMethodDetails
/** Of the card only what a receipt may show; the SDK's type also has what networks say about it. */
type Card = Pick<
  Stripe.Charge.PaymentMethodDetails.Card,
  'brand' | 'country' | 'exp_month' | 'exp_year' | 'funding' | 'last4' | 'network' | 'wallet'
>

const detailsOf = ({ method, scenario }: PaymentRow): Details => {
  const test = scenarioOf(scenario)
  if (!test) return { type: method }
  const card: Card = {
    brand: 'visa',
    country: 'US',
    exp_month: 12,
    exp_year: 2034,
    funding: 'credit',
    last4: test.number.slice(-4),
    network: 'visa',
    wallet: null
  }
  return { type: method, card: card as Details['card'] & object }
}
