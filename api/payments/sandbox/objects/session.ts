import type Stripe from 'stripe'
import type { SessionRow } from '../rows.ts'
import { listOf, metadataOf, priceObject, seconds } from './parts.ts'

/** `origin` is where the hosted page stands. */
export const sessionObject = (row: SessionRow, origin: string): Stripe.Checkout.Session => ({
  id: row.id,
  object: 'checkout.session',
  adaptive_pricing: null,
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  amount_subtotal: row.amount,
  amount_total: row.amount,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  cancel_url: row.cancelUrl,
  client_reference_id: row.clientReferenceId,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  created: seconds(row.createdAt),
  currency: row.currency,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer: row.customerId,
  customer_account: null,
  customer_creation: row.mode === 'subscription' ? 'always' : 'if_required',
  customer_details: detailsOf(row),
  customer_email: row.customerEmail,
  discounts: [],
  expires_at: seconds(row.expiresAt),
  integration_identifier: null,
  invoice: row.invoiceId,
  invoice_creation: null,
  livemode: false,
  locale: row.locale,
  managed_payments: null,
  metadata: metadataOf(row),
  mode: row.mode,
  origin_context: null,
  // that of a subscription is found through its invoice
  payment_intent: row.mode === 'payment' ? row.paymentId : null,
  payment_link: null,
  payment_method_collection: row.mode === 'subscription' ? 'always' : 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: JSON.parse(row.methodTypes) as string[],
  payment_status: row.paymentStatus,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: row.status,
  submit_type: row.submitType,
  subscription: row.subscriptionId,
  success_url: row.successUrl,
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  url: row.status === 'open' ? `${origin}/sandbox/pay/${row.id}` : null,
  wallet_options: null
})

const detailsOf = (row: SessionRow): Stripe.Checkout.Session.CustomerDetails | null => {
  const email = row.payerEmail ?? row.customerEmail
  if (email === null && row.payerName === null) return null
  const nothing = { address: null, business_name: null, individual_name: null, phone: null, tax_ids: [] }
  return { ...nothing, email, name: row.payerName, tax_exempt: 'none' }
}

export const lineItemsOf = (row: SessionRow): Stripe.ApiList<Stripe.LineItem> => {
  const tail = row.id.slice('cs_test_'.length)
  const monthly = row.mode === 'subscription'
  const ids = { priceId: `price_${tail}`, productId: `prod_${tail}` }
  const item: Stripe.LineItem = {
    id: `li_${tail}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: row.amount,
    amount_tax: 0,
    amount_total: row.amount,
    currency: row.currency,
    description: row.productName,
    metadata: {},
    price: priceObject({ ...row, ...ids, amount: row.unitAmount, monthly }),
    quantity: row.quantity
  }
  return listOf(`/v1/checkout/sessions/${row.id}/line_items`, [item])
}
