import { Type, type Static } from '@feathersjs/typebox'
import { addCustomer, cancel, subscriptionAt, updateSubscription } from '../acts/subscribe.ts'
import { checkAmount, knownCurrency } from '../currencies.ts'
import { listing, Metadata, page, Part, reads, Text, writes, type Endpoint } from '../endpoint.ts'
import { newId } from '../ids.ts'
import { invoiceObject } from '../objects/invoice.ts'
import { load } from '../objects/load.ts'
import { metadataOf } from '../objects/parts.ts'
import { customerObject, subscriptionObject } from '../objects/subscription.ts'
import { found, invalid, missing } from '../refusals.ts'
import type { CustomerRow, InvoiceRow, SubscriptionRow } from '../rows.ts'
import { worldOf, type Change } from '../world.ts'

const personal = { email: Type.Optional(Text(512)), name: Type.Optional(Text(256)), metadata: Metadata() }

const update = {
  cancel_at_period_end: Type.Optional(Type.Boolean()),
  pause_collection: Type.Optional(
    Type.Union([
      Type.Literal(''),
      Part({
        behavior: Type.Unsafe<string>({ enum: ['keep_as_draft', 'mark_uncollectible', 'void'] }),
        resumes_at: Type.Optional(Type.Integer())
      })
    ])
  ),
  items: Type.Optional(
    Type.Array(
      Part({
        id: Text(128),
        price_data: Part({
          currency: Text(3),
          product: Text(128),
          unit_amount: Type.Integer({ minimum: 0 }),
          recurring: Part({
            interval: Type.Unsafe<'month'>({ const: 'month' }),
            interval_count: Type.Optional(Type.Unsafe<1>({ type: 'integer', const: 1 }))
          })
        }),
        quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 999_999 }))
      }),
      { minItems: 1, maxItems: 1 }
    )
  ),
  proration_behavior: Type.Optional(Type.String({ enum: ['none', 'create_prorations', 'always_invoice'] })),
  metadata: Metadata()
}
type Update = Static<ReturnType<typeof Type.Object<typeof update>>>

const cancellation = {
  cancellation_details: Type.Optional(Part({ comment: Type.Optional(Text(5000)), feedback: Type.Optional(Text(100)) })),
  invoice_now: Type.Optional(Type.Boolean()),
  prorate: Type.Optional(Type.Boolean())
}

export const subscriptionEndpoints: Endpoint[] = [
  writes('POST', '/v1/customers', personal, async (change, { email = null, name = null, metadata = {} }) =>
    customerObject(await addCustomer(change, { email, name, metadata: JSON.stringify(metadata) }))
  ),
  writes('POST', '/v1/customers/:id', personal, async ({ trx }, { metadata, ...names }, id) => {
    const row: CustomerRow = found(await trx('sandboxCustomers').where({ id }).first(), 'customer', id)
    const { email = row.email, name = row.name } = names
    const change = { email, name, metadata: JSON.stringify({ ...metadataOf(row), ...metadata }) }
    await trx('sandboxCustomers').where({ id }).update(change)
    return customerObject({ ...row, ...change })
  }),
  reads('/v1/customers', { ...listing, email: Type.Optional(Text(512)) }, async ({ db }, params) => {
    const rows = db('sandboxCustomers')
    if (params.email) void rows.where({ email: params.email })
    return page<CustomerRow>('/v1/customers', rows, params, customerObject)
  }),
  reads('/v1/customers/:id', {}, async (reader, _params, id) =>
    found(id.startsWith('cus_') ? await load(reader, id) : undefined, 'customer', id)
  ),
  reads(
    '/v1/subscriptions',
    { ...listing, customer: Type.Optional(Text()), status: Type.Optional(Text(24)) },
    async ({ db }, params) => {
      const rows = db('sandboxSubscriptions')
      if (params.customer) void rows.where({ customerId: params.customer })
      if (!params.status) void rows.whereNot({ status: 'canceled' })
      else if (params.status !== 'all') void rows.where({ status: params.status })
      return page<SubscriptionRow>('/v1/subscriptions', rows, params, subscriptionObject)
    }
  ),
  reads('/v1/subscriptions/:id', {}, async (reader, _params, id) =>
    found(id.startsWith('sub_') ? await load(reader, id) : undefined, 'subscription', id)
  ),
  writes('POST', '/v1/subscriptions/:id', update, async (change, params, id) => {
    const row = await living(change, id)
    return subscriptionObject(await updateSubscription(change, row, changesOf(change, row, params)))
  }),
  writes('DELETE', '/v1/subscriptions/:id', cancellation, async (change, _params, id) =>
    subscriptionObject(await cancel(change, await living(change, id), 'cancellation_requested'))
  ),
  reads(
    '/v1/invoices',
    { ...listing, subscription: Type.Optional(Text()), customer: Type.Optional(Text()) },
    async ({ db }, params) => {
      const rows = db('sandboxInvoices')
      if (params.subscription) void rows.where({ subscriptionId: params.subscription })
      if (params.customer) void rows.where({ customerId: params.customer })
      return page<InvoiceRow>('/v1/invoices', rows, params, invoiceObject)
    }
  ),
  reads('/v1/invoices/:id', {}, async (reader, _params, id) =>
    found(id.startsWith('in_') ? await load(reader, id) : undefined, 'invoice', id)
  )
]

const living = async (change: Change, id: string) => {
  const row = found(await subscriptionAt(change, id), 'subscription', id)
  if (row.status === 'canceled') throw missing('subscription', id)
  return row
}

const changesOf = (change: Change, row: SubscriptionRow, params: Update): Partial<SubscriptionRow> => {
  const { cancel_at_period_end: ends, pause_collection: pause, metadata } = params
  return {
    ...(ends !== undefined && { cancelAtPeriodEnd: ends ? 1 : 0, canceledAt: ends ? change.at : null }),
    ...(pause === '' && { pauseBehavior: null, resumesAt: null }),
    ...(pause && { pauseBehavior: pause.behavior, resumesAt: shifted(change, pause.resumes_at) }),
    ...(params.items?.[0] && priceOf(row, params.items[0])),
    ...(metadata && { metadata: JSON.stringify({ ...metadataOf(row), ...metadata }) })
  }
}

/** A time that the caller counts from the true one, by the sandbox's clock. */
const shifted = ({ app, at }: Change, given: number | undefined) =>
  given === undefined ? null : at + given * 1000 - worldOf(app).realNow()

const priceOf = (row: SubscriptionRow, { id, price_data: price, quantity = row.quantity }: Item) => {
  if (id !== row.itemId) throw missing('subscription item', id, 'items[0][id]')
  if (price.product !== row.productId) throw missing('product', price.product, 'items[0][price_data][product]')
  if (knownCurrency(price.currency, 'items[0][price_data][currency]') !== row.currency)
    throw invalid('The currency of a subscription cannot change.', { param: 'items[0][price_data][currency]' })
  checkAmount(price.unit_amount * quantity, row.currency, 'items[0][price_data][unit_amount]')
  return { amount: price.unit_amount, quantity, priceId: newId('price') }
}
type Item = NonNullable<Update['items']>[number]
