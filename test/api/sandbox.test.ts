import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerErrors } from '../../api/guard.ts'
import { sandboxControl, sandboxRoutes, startSandbox, type Sandbox } from '../../api/payments/sandbox/index.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson } from '../support/people.ts'
import { CARDS, confirm, payByBank, payWith, submit, view } from '../support/sandbox-payer.ts'

const MINUTE = 60_000
const DAY = 24 * 3600_000

let hearth: TestHearth
let sandbox: Sandbox
let stripe: Stripe
let origin: string
/** What the endpoint for webhooks was sent, and what it answers. */
let received: { raw: string; signature: string; host: string }[] = []
let answer = 200
const web = createServer()

const control = () => sandboxControl(hearth.app)

beforeAll(async () => {
  hearth = await aHearth()
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  // a server of our own stands where Hearth's pages and webhooks are
  const { port } = web.address() as AddressInfo
  hearth.app.set('listeningOn', port)
  origin = `http://127.0.0.1:${String(port)}`
  const koa = new Koa()
  koa.use(answerErrors(hearth.app))
  koa.use(async (ctx, next) => {
    if (ctx.path !== '/webhooks/stripe') return next()
    const chunks: Buffer[] = []
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) chunks.push(chunk)
    received.push({ raw: Buffer.concat(chunks).toString(), signature: ctx.get('stripe-signature'), host: ctx.host })
    ctx.status = answer
    ctx.body = ''
  })
  koa.use(sandboxRoutes(hearth.app))
  const handle = koa.callback()
  web.on('request', (request, response) => void handle(request, response))
  sandbox = await startSandbox(hearth.app)
  stripe = speakingTo(sandbox)
})
afterAll(async () => {
  await sandbox.close()
  web.closeAllConnections()
  web.close()
})
beforeEach(async () => {
  await control().calm()
  await sandbox.deliver()
  received = []
  answer = 200
})

const speakingTo = ({ host, port, secretKey }: Sandbox, options: object = {}) =>
  new Stripe(secretKey, { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0, ...options })

const order = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}, amount = 500, currency = 'eur') =>
  ({
    mode: 'payment',
    line_items: [
      { price_data: { currency, unit_amount: amount, product_data: { name: 'River <garden>' } }, quantity: 1 }
    ],
    success_url: `${origin}/gifts/1?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${origin}/gifts/1?canceled=1`,
    client_reference_id: 'gift-1',
    metadata: { donation_id: 'gift-1' },
    payment_intent_data: { metadata: { donation_id: 'gift-1' } },
    customer_email: 'ana@example.org',
    ...more
  }) satisfies Stripe.Checkout.SessionCreateParams

const monthly = (amount = 500): Stripe.Checkout.SessionCreateParams => {
  const { payment_intent_data: _payment, ...rest } = order()
  const price = { currency: 'eur', unit_amount: amount, product_data: { name: 'Monthly' } }
  return {
    ...rest,
    mode: 'subscription',
    line_items: [{ price_data: { ...price, recurring: { interval: 'month' } }, quantity: 1 }],
    subscription_data: { metadata: { donation_id: 'gift-m' } }
  }
}

const open = async (...given: Parameters<typeof order>) => {
  const session = await stripe.checkout.sessions.create(order(...given))
  return { id: session.id, url: String(session.url) }
}

const intentOf = (id: string) =>
  stripe.checkout.sessions
    .retrieve(id, { expand: ['payment_intent.latest_charge.balance_transaction'] })
    .then((session) => session.payment_intent as Stripe.PaymentIntent)

/** Pays a new session and answers the payment intent's id. */
const paid = async (card = CARDS.paid, amount = 500) => {
  const { id, url } = await open({}, amount)
  expect((await payWith(url, card)).status).toBe(303)
  return (await intentOf(id)).id
}

const paidMonthly = async (card = CARDS.paid) => {
  const session = await stripe.checkout.sessions.create(monthly())
  expect((await payWith(String(session.url), card)).status).toBe(303)
  const { subscription } = await stripe.checkout.sessions.retrieve(session.id)
  return { sessionId: session.id, subscriptionId: idOf(subscription) }
}

/** Lets the month that a subscription is in pass, and a day more: months are 28 to 31 days long. */
const passMonth = async (subscriptionId: string) => {
  const [item] = (await stripe.subscriptions.retrieve(subscriptionId)).items.data
  const month = (item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)
  await sandbox.advance(month * 1000 + DAY)
}

/** The verified events that have arrived, for one object or its payment. */
const events = async () => {
  await sandbox.deliver()
  return received.map(({ raw, signature }) => stripe.webhooks.constructEvent(raw, signature, sandbox.webhookSecret))
}
const types = async () => (await events()).map(({ type }) => type)

/** The id of what was not expanded. */
const idOf = (object: unknown) => (typeof object === 'string' ? object : '')

const refused = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable('it was not refused'),
    (error: unknown) => error as Stripe.errors.StripeError
  )

describe('a payment', () => {
  test('is opened, paid on the hosted page, and then told by the API with its fee', async () => {
    const created = await stripe.checkout.sessions.create(order({ submit_type: 'donate' }))
    expect(created).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 500,
      currency: 'eur',
      livemode: false,
      client_reference_id: 'gift-1',
      metadata: { donation_id: 'gift-1' },
      payment_intent: null
    })
    const response = await payWith(String(created.url), CARDS.paid)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${origin}/gifts/1?session=${created.id}`)

    const expand = ['payment_intent.latest_charge.balance_transaction', 'line_items']
    const session = await stripe.checkout.sessions.retrieve(created.id, { expand })
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'payer@example.org', name: 'Pat Payer' },
      line_items: { data: [{ description: 'River <garden>', amount_total: 500, quantity: 1 }] },
      payment_intent: {
        status: 'succeeded',
        amount_received: 500,
        metadata: { donation_id: 'gift-1' },
        latest_charge: {
          paid: true,
          refunded: false,
          balance_transaction: { amount: 500, fee: 33, net: 467, type: 'charge' }
        }
      }
    })
  })

  test('is told by signed webhooks under our own name', async () => {
    const { id, url } = await open()
    await payWith(url, CARDS.paid)
    expect(await types()).toEqual(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'])
    const last = (await events()).at(-1)
    expect(last).toMatchObject({ object: 'event', livemode: false, api_version: Stripe.API_VERSION })
    expect(last?.data.object).toMatchObject({ id, payment_status: 'paid' })
    expect(received[0]?.host).toBe(new URL(hearth.app.get('publicOrigin')()).host)
  })

  test('that is declined shows one neutral sentence, and can be tried again', async () => {
    const { id, url } = await open()
    const declined = await payWith(url, CARDS.noMoney)
    expect(declined.status).toBe(200)
    const page = await declined.text()
    expect(page).toContain('The payment did not go through')
    expect(page).not.toContain('4000 0000 0000 9995')
    expect(await intentOf(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' }
    })
    expect(await types()).toEqual(['payment_intent.payment_failed'])
    expect((await payWith(url, CARDS.paid)).status).toBe(303)
    expect(await intentOf(id)).toMatchObject({ status: 'succeeded', last_payment_error: null })
    const { data } = await stripe.checkout.sessions.list({ payment_intent: (await intentOf(id)).id })
    expect(data.map((session) => session.id)).toEqual([id])
  })

  test('may ask for 3-D Secure, which can fail and then succeed', async () => {
    const { id, url } = await open()
    const asked = await payWith(url, CARDS.asks)
    expect(asked.headers.get('location')).toBe(`/sandbox/pay/${id}/confirm`)
    expect(await (await view(`${url}/confirm`)).text()).toContain('is it you?')
    expect((await intentOf(id)).status).toBe('requires_action')
    expect(await (await confirm(url, 'fail')).text()).toContain('The payment did not go through')
    await payWith(url, CARDS.asks)
    expect((await confirm(url, 'complete')).status).toBe(303)
    expect((await intentOf(id)).status).toBe('succeeded')
  })

  test('by bank debit is under way for an hour', async () => {
    const { id, url } = await open()
    expect((await payByBank(url)).status).toBe(303)
    const session = () => stripe.checkout.sessions.retrieve(id)
    expect(await session()).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    expect((await intentOf(id)).status).toBe('processing')
    expect(await types()).toEqual(['checkout.session.completed'])
    await sandbox.advance(61 * MINUTE)
    expect(await session()).toMatchObject({ payment_status: 'paid' })
    expect(await types()).toContain('checkout.session.async_payment_succeeded')
  })

  test('by bank debit may be refused by the bank', async () => {
    const { id, url } = await open()
    await payByBank(url)
    await control().settle((await intentOf(id)).id, false)
    expect(await intentOf(id)).toMatchObject({ status: 'requires_payment_method', latest_charge: { status: 'failed' } })
    expect(await types()).toContain('checkout.session.async_payment_failed')
  })

  test('is made once, however often the page is sent', async () => {
    const { url } = await open()
    const answers = await Promise.all([1, 2, 3].map(() => payWith(url, CARDS.paid)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 303])
    expect((await types()).filter((type) => type === 'charge.succeeded')).toHaveLength(1)
  })
})

describe('a session', () => {
  test('ends when it is told to, and takes no payment then', async () => {
    const { id, url } = await open()
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null })
    const response = await payWith(url, CARDS.paid)
    expect(await response.text()).toContain('This payment page has expired')
    expect(await types()).toEqual(['checkout.session.expired'])
    expect(await refused(stripe.checkout.sessions.expire(id))).toMatchObject({ statusCode: 400 })
  })

  test('ends by itself', async () => {
    const { id } = await open({ expires_at: Math.floor(Date.now() / 1000) + 30 * 60 })
    await sandbox.advance(31 * MINUTE)
    expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('expired')
  })
})

describe('the API', () => {
  test('answers one idempotency key once, and refuses it for something else', async () => {
    const key = { idempotencyKey: `checkout:${crypto.randomUUID()}` }
    const first = await stripe.checkout.sessions.create(order(), key)
    const second = await stripe.checkout.sessions.create(order(), key)
    expect(second.id).toBe(first.id)
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
    const other = await refused(stripe.checkout.sessions.create(order({}, 900), key))
    expect(other).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 })
  })

  test('answers one key once in a race too', async () => {
    const key = { idempotencyKey: `checkout:${crypto.randomUUID()}` }
    const all = await Promise.all([1, 2, 3, 4].map(() => stripe.checkout.sessions.create(order(), key)))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
  })

  test.each([
    ['a parameter that is unknown', order({ ammount: 5 } as object), 'parameter_unknown', 'ammount'],
    ['a parameter that is missing', { ...order(), success_url: undefined }, 'parameter_missing', 'success_url'],
    ['an address that is none', order({ success_url: 'javascript:alert(1)' }), 'url_invalid', 'success_url'],
    ['too little', order({}, 49), 'amount_too_small', 'line_items[0][price_data][unit_amount]'],
    ['too little in pounds', order({}, 29, 'gbp'), 'amount_too_small', 'line_items[0][price_data][unit_amount]'],
    ['too little in yen', order({}, 49, 'jpy'), 'amount_too_small', 'line_items[0][price_data][unit_amount]'],
    ['a third decimal', order({}, 5001, 'kwd'), 'parameter_invalid_integer', 'line_items[0][price_data][unit_amount]'],
    ['a fraction', order({}, 500.5), 'parameter_invalid_integer', 'line_items[0][price_data][unit_amount]'],
    ['a currency that is none', order({}, 500, 'xyz'), undefined, 'line_items[0][price_data][currency]']
  ])('refuses %s', async (_what, params, code, param) => {
    const error = await refused(stripe.checkout.sessions.create(params))
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param })
    expect(error.code).toBe(code)
  })

  test.each([
    ['gbp', 30],
    ['jpy', 50],
    ['kwd', 5000]
  ])('takes %s', async (currency, amount) => {
    expect(await stripe.checkout.sessions.create(order({}, amount, currency))).toMatchObject({ amount_total: amount })
  })

  test('says in Stripe’s way what is not there, and who may not ask', async () => {
    const gone = await refused(stripe.checkout.sessions.retrieve('cs_test_1'))
    expect(gone).toMatchObject({ statusCode: 404, code: 'resource_missing' })
    expect(await refused(stripe.products.list())).toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' })
    const stranger = speakingTo({ ...sandbox, secretKey: 'sk_test_wrong' })
    expect(await refused(stranger.events.list())).toMatchObject({ statusCode: 401 })
    const { url } = await open()
    const wrong = { expand: ['payment_intent.nothing'] }
    await payWith(url, CARDS.paid)
    expect(await refused(stripe.checkout.sessions.list(wrong))).toMatchObject({ statusCode: 400 })
  })

  test('refuses what is too large, and keys that reach into JavaScript', async () => {
    const call = (body: string) =>
      fetch(`http://127.0.0.1:${String(sandbox.port)}/v1/checkout/sessions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.secretKey}` },
        body
      })
    expect((await call('a='.padEnd(70_000, 'x'))).status).toBe(413)
    const polluting = await call('metadata[__proto__][x]=1')
    expect(polluting.status).toBe(400)
    expect(await polluting.json()).toMatchObject({ error: { code: 'parameter_unknown' } })
  })

  test('lists events a page at a time, the newest first', async () => {
    await paid()
    const all = await stripe.events.list({ limit: 3 })
    expect(all.data.map(({ type }) => type)).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
      'charge.succeeded'
    ])
    expect(all.has_more).toBe(true)
    const next = await stripe.events.list({ limit: 1, starting_after: String(all.data[0]?.id) })
    expect(next.data[0]?.id).toBe(all.data[1]?.id)
    const only = await stripe.events.list({ types: ['charge.succeeded'], created: { gte: 0 } })
    expect(new Set(only.data.map(({ type }) => type))).toEqual(new Set(['charge.succeeded']))
    const future = await stripe.events.list({ created: { gte: Math.floor(Date.now() / 1000) + 1000 * DAY } })
    expect(future.data).toEqual([])
    expect(await stripe.events.retrieve(String(all.data[0]?.id))).toMatchObject({ type: 'checkout.session.completed' })
  })
})

describe('a refund', () => {
  test('gives back a part, and never more than there is', async () => {
    const payment = await paid()
    const back = await stripe.refunds.create({ payment_intent: payment, amount: 200, metadata: { refund_id: 'r1' } })
    expect(back).toMatchObject({ status: 'succeeded', amount: 200, metadata: { refund_id: 'r1' } })
    const more = await refused(stripe.refunds.create({ payment_intent: payment, amount: 301 }))
    expect(more).toMatchObject({ type: 'StripeInvalidRequestError', param: 'amount' })
    await stripe.refunds.create({ payment_intent: payment })
    expect(await refused(stripe.refunds.create({ payment_intent: payment }))).toMatchObject({
      code: 'charge_already_refunded'
    })
    const { data } = await stripe.refunds.list({ payment_intent: payment })
    expect(data.map(({ amount }) => amount)).toEqual([300, 200])
    const [charge] = (await stripe.charges.list({ payment_intent: payment })).data
    expect(charge).toMatchObject({ amount_refunded: 500, refunded: true })
    expect(await types()).toEqual(expect.arrayContaining(['refund.created', 'charge.refunded']))
  })

  test('of the same money is made once in a race', async () => {
    const payment = await paid()
    const two = await Promise.allSettled(
      [300, 300].map((amount) => stripe.refunds.create({ payment_intent: payment, amount }))
    )
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await stripe.refunds.list({ payment_intent: payment })).data).toHaveLength(1)
  })

  test('may take a while, or come back', async () => {
    const [slow, bad] = [await paid(CARDS.refundPending), await paid(CARDS.refundFails)]
    const pending = await stripe.refunds.create({ payment_intent: slow })
    const failing = await stripe.refunds.create({ payment_intent: bad })
    expect([pending.status, failing.status]).toEqual(['pending', 'succeeded'])
    await sandbox.advance(11 * MINUTE)
    expect((await stripe.refunds.retrieve(pending.id)).status).toBe('succeeded')
    expect((await stripe.refunds.retrieve(failing.id)).status).toBe('failed')
    const [charge] = (await stripe.charges.list({ payment_intent: bad })).data
    expect(charge).toMatchObject({ amount_refunded: 0, refunded: false })
    expect(await types()).toEqual(expect.arrayContaining(['refund.updated', 'refund.failed']))
  })
})

describe('a dispute', () => {
  test('comes ten minutes after the payment with its card, takes the money, and blocks refunds', async () => {
    const payment = await paid(CARDS.dispute)
    await sandbox.advance(11 * MINUTE)
    const [dispute] = (await stripe.disputes.list({ payment_intent: payment })).data
    expect(dispute).toMatchObject({ status: 'needs_response', amount: 500, reason: 'fraudulent' })
    expect(dispute?.balance_transactions).toMatchObject([{ amount: -500, fee: 1500 }])
    expect(await refused(stripe.refunds.create({ payment_intent: payment }))).toMatchObject({ code: 'charge_disputed' })
    expect(await types()).toEqual(expect.arrayContaining(['charge.dispute.created', 'charge.dispute.funds_withdrawn']))
    await control().decide(String(dispute?.id), 'won')
    expect((await stripe.disputes.retrieve(String(dispute?.id))).status).toBe('won')
    expect(await types()).toEqual(expect.arrayContaining(['charge.dispute.closed', 'charge.dispute.funds_reinstated']))
  })

  test('that is only asked about moves no money until it is more', async () => {
    const payment = await paid(CARDS.inquiry)
    await sandbox.advance(11 * MINUTE)
    const [inquiry] = (await stripe.disputes.list({ payment_intent: payment })).data
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] })
    await control().escalate(String(inquiry?.id))
    expect(await stripe.disputes.close(String(inquiry?.id))).toMatchObject({ status: 'lost' })
    expect(await refused(stripe.disputes.close(String(inquiry?.id)))).toMatchObject({ statusCode: 400 })
  })
})

describe('a monthly gift', () => {
  test('is an invoice each month, the first one too', async () => {
    const { sessionId, subscriptionId } = await paidMonthly()
    expect(await types()).toEqual([
      'customer.subscription.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'checkout.session.completed'
    ])
    const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ['subscription', 'invoice.payments'] })
    const subscription = session.subscription as Stripe.Subscription
    expect(session).toMatchObject({
      payment_status: 'paid',
      payment_intent: null,
      invoice: {
        billing_reason: 'subscription_create',
        amount_paid: 500,
        parent: { subscription_details: { subscription: subscriptionId, metadata: { donation_id: 'gift-m' } } },
        payments: { data: [{ payment: { type: 'payment_intent' } }] }
      }
    })
    expect(subscription).toMatchObject({ status: 'active', metadata: { donation_id: 'gift-m' } })
    const end = subscription.items.data[0]?.current_period_end ?? 0

    await sandbox.advance(62 * DAY)
    const { data } = await stripe.invoices.list({ subscription: subscriptionId, expand: ['data.payments'] })
    expect(data.map((invoice) => invoice.billing_reason)).toEqual([
      'subscription_cycle',
      'subscription_cycle',
      'subscription_create'
    ])
    expect(data[1]?.created).toBe(end)
    const intent = data[0]?.payments?.data[0]?.payment.payment_intent
    expect(await stripe.paymentIntents.retrieve(idOf(intent))).toMatchObject({ status: 'succeeded', amount: 500 })
  })

  test('whose card stops working is past due, and ends after three tries', async () => {
    const { subscriptionId } = await paidMonthly(CARDS.renewalsFail)
    await passMonth(subscriptionId)
    expect(await stripe.subscriptions.retrieve(subscriptionId)).toMatchObject({ status: 'past_due' })
    const [invoice] = (await stripe.invoices.list({ subscription: subscriptionId })).data
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1 })
    await sandbox.advance(6 * DAY)
    expect(await stripe.subscriptions.retrieve(subscriptionId)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' }
    })
    const told = await types()
    expect(told.filter((type) => type === 'invoice.payment_failed')).toHaveLength(3)
    expect(told).toContain('customer.subscription.deleted')
  })

  test('recovers when the card works again', async () => {
    const { subscriptionId } = await paidMonthly(CARDS.renewalsFail)
    await passMonth(subscriptionId)
    await control().changeCard(subscriptionId, 'paid')
    await sandbox.advance(4 * DAY)
    expect(await stripe.subscriptions.retrieve(subscriptionId)).toMatchObject({ status: 'active' })
    const [invoice] = (await stripe.invoices.list({ subscription: subscriptionId })).data
    expect(invoice).toMatchObject({ status: 'paid', attempt_count: 2 })
  })

  test('changes its amount, pauses, resumes and ends', async () => {
    const { subscriptionId: id } = await paidMonthly()
    const item = (await stripe.subscriptions.retrieve(id)).items.data[0]
    const price = { currency: 'eur', product: idOf(item?.price.product), unit_amount: 900 }
    await stripe.subscriptions.update(id, {
      items: [{ id: String(item?.id), price_data: { ...price, recurring: { interval: 'month' } } }],
      proration_behavior: 'none'
    })
    await sandbox.advance(31 * DAY)
    const invoices = async () => (await stripe.invoices.list({ subscription: id })).data.map(({ total }) => total)
    expect(await invoices()).toEqual([900, 500])
    const paused = await stripe.subscriptions.update(id, { pause_collection: { behavior: 'void' } })
    expect(paused.pause_collection).toEqual({ behavior: 'void', resumes_at: null })
    await sandbox.advance(31 * DAY)
    expect(await invoices()).toHaveLength(2)
    const resumed = await stripe.subscriptions.update(id, { pause_collection: '' })
    expect(resumed.pause_collection).toBeNull()
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    await sandbox.advance(31 * DAY)
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
    expect(await invoices()).toHaveLength(2)
  })

  test('is canceled at once', async () => {
    const { subscriptionId } = await paidMonthly()
    expect(await stripe.subscriptions.cancel(subscriptionId)).toMatchObject({ status: 'canceled' })
    expect(await refused(stripe.subscriptions.cancel(subscriptionId))).toMatchObject({ statusCode: 404 })
    expect((await types()).at(-1)).toBe('customer.subscription.deleted')
  })
})

describe('what goes wrong on purpose', () => {
  test('a delivery that is refused comes again, later each time', async () => {
    answer = 500
    await paid()
    await sandbox.deliver()
    const before = received.length
    expect(before).toBe(3)
    answer = 200
    await sandbox.advance(1_000)
    await sandbox.deliver()
    expect(received.length).toBe(6)
    await sandbox.advance(DAY)
    await sandbox.deliver()
    expect(received.length).toBe(6)
    const codes = (await control().attempts()).slice(0, 6).map(({ code }) => code)
    expect(codes).toEqual([200, 200, 200, 500, 500, 500])
  })

  test('lost deliveries stay lost until they are sent anew', async () => {
    await control().setChaos({ drop: 2 })
    await paid()
    expect(await types()).toEqual(['checkout.session.completed'])
    const lost = (await control().deliveries()).filter(({ state }) => state === 'dropped')
    expect(lost).toHaveLength(2)
    await control().resend(String(lost[0]?.id))
    expect(await types()).toEqual(['checkout.session.completed', 'payment_intent.succeeded'])
  })

  test('duplicates come at once, with one event id', async () => {
    await control().setChaos({ duplicate: 7 })
    await paid()
    const all = await events()
    expect(all).toHaveLength(24)
    expect(new Set(all.map(({ id }) => id)).size).toBe(3)
  })

  test('what was held back comes the last first', async () => {
    await control().setChaos({ hold: true })
    await paid()
    expect(await types()).toEqual([])
    await control().release()
    expect(await types()).toEqual(['checkout.session.completed', 'payment_intent.succeeded', 'charge.succeeded'])
  })

  test('a delay lets deliveries wait', async () => {
    await control().setChaos({ delay: 5 * MINUTE })
    await paid()
    expect(await types()).toEqual([])
    await sandbox.advance(5 * MINUTE)
    expect(await types()).toHaveLength(3)
  })

  test.each(['forge', 'old', 'reserialise'] as const)('%s: the signature does not hold', async (name) => {
    await control().setChaos({ [name]: true })
    await paid()
    await sandbox.deliver()
    const [first] = received
    const read = () => stripe.webhooks.constructEvent(first?.raw ?? '', first?.signature ?? '', sandbox.webhookSecret)
    expect(read).toThrow(Stripe.errors.StripeSignatureVerificationError)
  })

  test('an amount that was changed on the way is signed, and not the truth', async () => {
    await control().setChaos({ amount: true })
    const payment = await paid()
    const told = (await events()).find(({ type }) => type === 'payment_intent.succeeded')
    expect(told?.data.object).toMatchObject({ id: payment, amount: 501 })
    expect((await stripe.paymentIntents.retrieve(payment)).amount).toBe(500)
  })

  test('the API fails, and a call whose answer was lost is not made twice', async () => {
    await control().setChaos({ api: 'error', apiCalls: 1 })
    expect(await refused(stripe.events.list())).toMatchObject({ statusCode: 500, type: 'StripeAPIError' })
    await control().setChaos({ api: 'lost', apiCalls: 1 })
    const persistent = speakingTo(sandbox, { maxNetworkRetries: 1 })
    const key = { idempotencyKey: `checkout:${crypto.randomUUID()}` }
    const session = await persistent.checkout.sessions.create(order(), key)
    expect(session.lastResponse.headers['idempotent-replayed']).toBe('true')
    await control().setChaos({ api: 'timeout', apiCalls: 1 })
    const hasty = speakingTo(sandbox, { timeout: 300 })
    expect(await refused(hasty.events.list())).toMatchObject({ type: 'StripeConnectionError' })
  })

  test('the provider has another amount than it was told', async () => {
    const { id, url } = await open()
    await control().changeAmount(id, 100)
    await payWith(url, CARDS.paid)
    expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ amount_total: 100, payment_status: 'paid' })
  })
})

describe('the hosted page', () => {
  test('takes no real card, and keeps nothing of it', async () => {
    const { id, url } = await open()
    // valid by its check digit, and of nobody
    const response = await payWith(url, '5454 5454 5454 5454')
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toContain('Never enter a real card here')
    expect(page.replace(/\s/g, '')).not.toContain('5454545454545454')
    expect((await stripe.checkout.sessions.retrieve(id)).payment_intent).toBeNull()
    expect(await (await payWith(url, '1234')).text()).toContain('not one of the test cards')
  })

  test('runs nothing, frames nowhere, and escapes what it shows', async () => {
    const { url } = await open()
    const response = await view(`${url}?card=asks`)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'")
    const page = await response.text()
    expect(page).toContain('TEST — no real money')
    expect(page).toContain('River &#60;garden&#62;')
    expect(page).toContain('€5.00')
    expect(page).toContain('value="4000 0025 0000 3155"')
    expect(page).not.toMatch(/<script|style=|onclick/)
    expect((await view(`${origin}/sandbox/style.css`)).headers.get('content-type')).toContain('text/css')
    expect((await view(`${origin}/sandbox/pay/cs_test_0`)).status).toBe(404)
  })

  test('is not sent by other sites', async () => {
    const { url } = await open()
    const foreign = await submit(url, { email: 'a@b.c', number: CARDS.paid }, 'https://elsewhere.example')
    expect(foreign.status).toBe(403)
  })
})

describe('the panel', () => {
  test('is the owner’s alone, and does what a provider could', async () => {
    const owner = await aPerson(hearth)
    const member = await aPerson(hearth)
    const stranger = await view(`${origin}/sandbox`)
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/sign-in'])
    expect((await view(`${origin}/sandbox`, { authorization: `Bearer ${member.token}` })).status).toBe(403)

    const payment = await paid()
    const headers = { authorization: `Bearer ${owner.token}` }
    expect(await (await view(`${origin}/sandbox`, headers)).text()).toContain(payment)
    const act = (fields: Record<string, string>, more: Record<string, string> = { origin }) =>
      fetch(`${origin}/sandbox/act`, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...headers, ...more },
        body: new URLSearchParams(fields)
      })
    expect((await act({ act: 'refund', id: payment, currency: 'eur', amount: '1.50' })).status).toBe(303)
    expect((await stripe.refunds.list({ payment_intent: payment })).data).toMatchObject([{ amount: 150 }])
    expect((await act({ act: 'dispute', id: payment })).status).toBe(303)
    expect((await stripe.disputes.list({ payment_intent: payment })).data).toMatchObject([{ amount: 350 }])
    expect((await act({ act: 'refund', id: payment, currency: 'eur', amount: '1' })).status).toBe(400)
    expect((await act({ act: 'chaos', drop: '-1', apiCalls: '-1', api: 'ok', hold: 'on' })).status).toBe(303)
    expect((await control().state()).chaos).toMatchObject({ drop: -1, hold: true, forge: false })
    expect((await act({ act: 'constructor' })).status).toBe(400)
    expect((await act({ act: 'calm' }, { origin: 'https://elsewhere.example' })).status).toBe(403)
    for (const { close } of [owner, member]) close()
  })
})

test('its state outlives the process that began it', async () => {
  const payment = await paid()
  const again = await startSandbox(hearth.app)
  try {
    expect([again.secretKey, again.webhookSecret]).toEqual([sandbox.secretKey, sandbox.webhookSecret])
    expect((await speakingTo(again).paymentIntents.retrieve(payment)).status).toBe('succeeded')
  } finally {
    await again.close()
  }
})
