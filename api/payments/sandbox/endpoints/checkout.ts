import { Type, type Static } from '@feathersjs/typebox'
import { expire } from '../acts/checkout.ts'
import { checkAmount, knownCurrency } from '../currencies.ts'
import { listing, Metadata, page, Part, reads, Text, writes, type Endpoint } from '../endpoint.ts'
import { newId } from '../ids.ts'
import { fullSession, readSession } from '../objects/load.ts'
import { lineItemsOf } from '../objects/session.ts'
import { found, invalid } from '../refusals.ts'
import type { SessionRow } from '../rows.ts'
import { worldOf, type Change } from '../world.ts'

const PATH = '/v1/checkout/sessions'

const item = Part({
  price_data: Part({
    currency: Text(3),
    unit_amount: Type.Integer({ minimum: 0 }),
    product_data: Part({
      name: Text(250),
      description: Type.Optional(Text()),
      metadata: Metadata()
    }),
    recurring: Type.Optional(
      Part({
        interval: Type.Unsafe<'month'>({ const: 'month' }),
        interval_count: Type.Optional(Type.Unsafe<1>({ type: 'integer', const: 1 }))
      })
    )
  }),
  quantity: Type.Integer({ minimum: 1, maximum: 999_999, default: 1 })
})

const METHODS = ['card', 'sepa_debit', 'us_bank_account', 'bacs_debit', 'acss_debit', 'au_becs_debit']
/** The bank debit that is known in each currency. */
const DEBITS: Record<string, string> = {
  eur: 'sepa_debit',
  usd: 'us_bank_account',
  gbp: 'bacs_debit',
  cad: 'acss_debit',
  aud: 'au_becs_debit'
}

const creation = {
  mode: Type.Unsafe<SessionRow['mode']>({ type: 'string', enum: ['payment', 'subscription'] }),
  line_items: Type.Array(item, { minItems: 1, maxItems: 1 }),
  success_url: Text(5000),
  cancel_url: Type.Optional(Text(5000)),
  client_reference_id: Type.Optional(Text(200)),
  customer: Type.Optional(Text(128)),
  customer_email: Type.Optional(Text(800)),
  metadata: Metadata(),
  payment_intent_data: Type.Optional(Part({ metadata: Metadata() })),
  subscription_data: Type.Optional(Part({ metadata: Metadata() })),
  payment_method_types: Type.Optional(Type.Array(Type.String({ enum: METHODS }), { minItems: 1, maxItems: 6 })),
  submit_type: Type.Optional(Type.String({ enum: ['auto', 'book', 'donate', 'pay'] })),
  locale: Type.Optional(Type.String({ maxLength: 16, pattern: '^[A-Za-z0-9-]+$' })),
  expires_at: Type.Optional(Type.Integer()),
  ui_mode: Type.Optional(Type.String({ enum: ['hosted_page'] }))
}
type Creation = Static<ReturnType<typeof Type.Object<typeof creation>>>

export const checkoutEndpoints: Endpoint[] = [
  writes('POST', PATH, creation, async (change, params) => {
    const row = await sessionOf(change, params)
    await change.trx('sandboxSessions').insert(row)
    return fullSession(change, row)
  }),
  reads(
    PATH,
    { ...listing, payment_intent: Type.Optional(Text()), subscription: Type.Optional(Text()) },
    async (reader, params) => {
      const rows = reader.db('sandboxSessions')
      if (params.payment_intent) void rows.where({ paymentId: params.payment_intent })
      if (params.subscription) void rows.where({ subscriptionId: params.subscription })
      return page<SessionRow>(PATH, rows, params, (row) => fullSession(reader, row))
    }
  ),
  reads(`${PATH}/:id`, {}, async (reader, _params, id) =>
    fullSession(reader, found(await readSession(reader.db, id), 'checkout.session', id, 'session'))
  ),
  reads(`${PATH}/:id/line_items`, { limit: listing.limit }, async ({ db }, _params, id) =>
    lineItemsOf(found(await readSession(db, id), 'checkout.session', id, 'session'))
  ),
  writes('POST', `${PATH}/:id/expire`, {}, async (change, _params, id) => {
    const row = found(await readSession(change.trx, id), 'checkout.session', id, 'session')
    if (row.status !== 'open') {
      const rule = 'Only Checkout Sessions with a status in ["open"] can be expired.'
      throw invalid(`${rule} This Checkout Session has a status of ${row.status}.`)
    }
    return fullSession(change, await expire(change, row))
  })
]

const sessionOf = async (change: Change, params: Creation): Promise<SessionRow> => {
  const { mode, metadata = {}, customer, customer_email: customerEmail } = params
  const { currency, amount, ...price } = priceOf(params)
  if (customer && customerEmail)
    throw invalid('You may only specify one of these parameters: customer, customer_email.')
  if (customer) found(await change.trx('sandboxCustomers').where({ id: customer }).first(), 'customer', customer)
  checkModes(params)
  return {
    id: newId('cs_test'),
    mode,
    status: 'open',
    paymentStatus: 'unpaid',
    currency,
    amount,
    ...price,
    successUrl: webAddress(params.success_url, 'success_url'),
    cancelUrl: params.cancel_url === undefined ? null : webAddress(params.cancel_url, 'cancel_url'),
    clientReferenceId: params.client_reference_id ?? null,
    metadata: JSON.stringify(metadata),
    intentMetadata: JSON.stringify(params.payment_intent_data?.metadata ?? {}),
    subscriptionMetadata: JSON.stringify(params.subscription_data?.metadata ?? {}),
    customerEmail: customerEmail ?? null,
    customerId: customer ?? null,
    payerEmail: null,
    payerName: null,
    locale: params.locale ?? null,
    submitType: params.submit_type ?? null,
    methodTypes: JSON.stringify(methodsOf(params, currency)),
    paymentId: null,
    subscriptionId: null,
    invoiceId: null,
    expiresAt: expiryOf(change, params.expires_at),
    createdAt: change.at
  }
}

const priceOf = ({ mode, line_items: [line] }: Creation) => {
  if (!line) throw invalid('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' })
  const { price_data: price, quantity } = line
  const at = 'line_items[0][price_data]'
  if (mode === 'subscription' && !price.recurring)
    throw invalid('You must provide at least one recurring price in `subscription` mode.', { param: at })
  if (mode === 'payment' && price.recurring)
    throw invalid('You specified `payment` mode but passed a recurring price.', { param: at })
  const currency = knownCurrency(price.currency, `${at}[currency]`)
  const amount = price.unit_amount * quantity
  checkAmount(amount, currency, `${at}[unit_amount]`)
  return { currency, quantity, amount, unitAmount: price.unit_amount, productName: price.product_data.name }
}

const checkModes = ({ mode, payment_intent_data, subscription_data, submit_type }: Creation) => {
  const inPayment = payment_intent_data
    ? 'payment_intent_data'
    : submit_type && submit_type !== 'auto'
      ? 'submit_type'
      : ''
  if (mode === 'subscription' && inPayment)
    throw invalid(`You can not pass \`${inPayment}\` in \`subscription\` mode.`, { param: inPayment })
  if (mode === 'payment' && subscription_data)
    throw invalid('You can not pass `subscription_data` in `payment` mode.', { param: 'subscription_data' })
}

/** Monthly gifts are by card here: a first debit that is under way would need a subscription that is half begun. */
const methodsOf = ({ mode, payment_method_types: types }: Creation, currency: string) => {
  const debit = DEBITS[currency]
  const offered = mode === 'payment' && debit ? ['card', debit] : ['card']
  const chosen = types?.filter((type) => offered.includes(type)) ?? offered
  if (chosen.length === 0)
    throw invalid(`No payment method types enabled for ${currency}.`, { param: 'payment_method_types' })
  return chosen
}

const webAddress = (url: string, param: string) => {
  const scheme = URL.canParse(url) ? new URL(url).protocol : ''
  if (scheme !== 'http:' && scheme !== 'https:') throw invalid('Not a valid URL', { code: 'url_invalid', param })
  return url
}

const DAY = 24 * 3600_000
const HALF_AN_HOUR = 30 * 60_000
/** The call was on its way for a moment, and seconds are rounded (ms). */
const LENIENCY = 60_000

/** The caller counts from the true time, the session ends by the sandbox's clock. */
const expiryOf = ({ app, at }: Change, given: number | undefined) => {
  if (given === undefined) return at + DAY
  const lasts = given * 1000 - worldOf(app).realNow()
  if (lasts < HALF_AN_HOUR - LENIENCY || lasts > DAY + LENIENCY) {
    const rule = 'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.'
    throw invalid(rule, { param: 'expires_at' })
  }
  return at + lasts
}
