import type Stripe from 'stripe'
import type { InvoiceRow } from '../rows.ts'
import { decimal, listOf, metadataOf, seconds, secondsOrNull } from './parts.ts'

const tailOf = (row: InvoiceRow) => row.id.slice('in_'.length)

/** Without its payments, as Stripe's own: they come with `expand: ['payments']`. */
export const invoiceObject = (row: InvoiceRow): Stripe.Invoice => ({
  id: row.id,
  object: 'invoice',
  account_country: null,
  account_name: 'Sandbox',
  account_tax_ids: null,
  amount_due: row.amount,
  amount_overpaid: 0,
  amount_paid: row.status === 'paid' ? row.amount : 0,
  amount_remaining: row.status === 'paid' ? 0 : row.amount,
  amount_shipping: 0,
  application: null,
  attempt_count: row.attemptCount,
  attempted: row.attemptCount > 0,
  auto_advance: row.status === 'open',
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  automatically_finalizes_at: null,
  billing_reason: row.billingReason,
  collection_method: 'charge_automatically',
  created: seconds(row.createdAt),
  currency: row.currency,
  custom_fields: null,
  customer: row.customerId,
  customer_account: null,
  customer_address: null,
  customer_email: null,
  customer_name: null,
  customer_phone: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  due_date: null,
  effective_at: seconds(row.createdAt),
  ending_balance: 0,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  lines: listOf(`/v1/invoices/${row.id}/lines`, [lineOf(row)]),
  livemode: false,
  metadata: {},
  next_payment_attempt: secondsOrNull(row.nextAttemptAt),
  number: `SANDBOX-${tailOf(row).slice(-8).toUpperCase()}`,
  on_behalf_of: null,
  parent: {
    quote_details: null,
    subscription_details: { metadata: metadataOf(row), subscription: row.subscriptionId },
    type: 'subscription_details'
  },
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  period_end: seconds(row.periodEnd),
  period_start: seconds(row.periodStart),
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: row.status,
  status_transitions: {
    finalized_at: seconds(row.createdAt),
    marked_uncollectible_at: null,
    paid_at: secondsOrNull(row.paidAt),
    voided_at: null
  },
  subtotal: row.amount,
  subtotal_excluding_tax: row.amount,
  test_clock: null,
  total: row.amount,
  total_discount_amounts: [],
  total_excluding_tax: row.amount,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null
})

const lineOf = (row: InvoiceRow): Stripe.InvoiceLineItem => ({
  id: `il_${tailOf(row)}`,
  object: 'line_item',
  amount: row.amount,
  currency: row.currency,
  description: row.productName,
  discount_amounts: [],
  discountable: true,
  discounts: [],
  invoice: row.id,
  livemode: false,
  metadata: metadataOf(row),
  parent: {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: false,
      proration_details: null,
      subscription: row.subscriptionId,
      subscription_item: row.itemId
    },
    type: 'subscription_item_details'
  },
  period: { start: seconds(row.periodStart), end: seconds(row.periodEnd) },
  pretax_credit_amounts: [],
  pricing: {
    price_details: { price: row.priceId, product: row.productId },
    type: 'price_details',
    unit_amount_decimal: decimal(row.amount / row.quantity)
  },
  quantity: row.quantity,
  quantity_decimal: decimal(row.quantity),
  subscription: row.subscriptionId,
  subtotal: row.amount,
  taxes: []
})

export const invoicePaymentsOf = (row: InvoiceRow): Stripe.ApiList<Stripe.InvoicePayment> => {
  const payment: Stripe.InvoicePayment = {
    id: `inpay_${tailOf(row)}`,
    object: 'invoice_payment',
    amount_paid: row.status === 'paid' ? row.amount : null,
    amount_requested: row.amount,
    created: seconds(row.createdAt),
    currency: row.currency,
    invoice: row.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: row.paymentId, type: 'payment_intent' },
    status: row.status === 'paid' ? 'paid' : 'open',
    status_transitions: { canceled_at: null, paid_at: secondsOrNull(row.paidAt) }
  }
  return listOf(`/v1/invoice_payments?invoice=${row.id}`, [payment])
}
