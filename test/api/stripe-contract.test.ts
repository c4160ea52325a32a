import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PaymentProvider } from '../../api/payments/provider.ts'
import type { Sandbox } from '../../api/payments/sandbox/index.ts'
import { stripeProvider } from '../../api/payments/stripe.ts'
import { commandLine, findCommandLine, type CommandLine } from '../contract/command-line.ts'
import { DESCRIBED_CALLS, DESCRIBED_EVENTS, faultsOf, nameOf, NEWER_EVENTS } from '../contract/description.ts'
import { anOrder, ORDERS, providerScenarios } from '../contract/provider-scenarios.ts'
import { aRecorder, type Call, type Recorder } from '../contract/recorder.ts'
import { printLine } from '../contract/print-line.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

const MINUTE = 60_000

let hearth: TestHearth
let sandbox: Sandbox
let recorder: Recorder
/** The adapter; what it asks is recorded on its way to the sandbox. */
let payments: PaymentProvider

beforeAll(async () => {
  hearth = await aHearth()
  sandbox = hearth.app.get('payments').sandbox!
  recorder = await aRecorder(sandbox)
  payments = stripeProvider(recorder)
})
afterAll(() => recorder.close())

/** Opens a checkout and pays it. */
const paid = async (more: Parameters<typeof anOrder>[0] = {}, card = CARDS.paid) => {
  const { ref, url } = await payments.createCheckout(anOrder(more))
  expect((await payWith(hearth.url + new URL(url).pathname, card)).status).toBe(303)
  return payments.fetch({ checkoutRef: ref })
}
const paidMonthly = async (more: Parameters<typeof anOrder>[0] = {}) => {
  const { subscriptionRef } = await paid({ interval: 'month', ...more })
  return String(subscriptionRef)
}
const refundOf = (paymentRef: unknown, currency: string, amount: number) =>
  payments.refund({ refundId: crypto.randomUUID(), paymentRef: String(paymentRef), amount, currency })

describe('the sandbox does what Stripe does', () => {
  beforeEach(() => void recorder.calls.splice(0))
  afterEach(() => expect(recorder.calls.flatMap(faultsOf)).toEqual([]))

  providerScenarios(() => payments)
})

describe('what the adapter asks', () => {
  let calls: Call[]
  const bodyOf = (name: string) => new URLSearchParams(calls.find((call) => nameOf(call) === name)?.form)

  beforeAll(async () => {
    recorder.calls.splice(0)
    for (const { order } of ORDERS) await payments.createCheckout(order())
    const { ref } = await payments.createCheckout(anOrder({ email: 'ana@example.org' }))
    await payments.expire(ref)
    for (const { currency, total, interval } of ORDERS) {
      if (interval === 'once') await refundOf((await paid({ currency, total })).paymentRef, currency, total)
      else {
        const promise = await paidMonthly({ currency, total })
        await payments.changeSubscription(promise, { total: total * 2, currency })
        await payments.changeSubscription(promise, { status: 'paused' })
        await payments.changeSubscription(promise, { status: 'active' })
        await payments.changeSubscription(promise, { status: 'canceled' })
      }
    }
    for await (const _ of payments.listChanges(Date.now() - MINUTE));
    calls = recorder.calls.splice(0)
  })

  test('is as Stripe’s description has it: each call, each key, each value', () => {
    expect(calls.flatMap(faultsOf)).toEqual([])
  })

  test('is all that was cut out of the description, and nothing else', () => {
    expect([...new Set(calls.map(nameOf))].sort()).toEqual(DESCRIBED_CALLS)
  })

  test('of events names such as there are, and no more than may be named at once', () => {
    const query = [...bodyOf('GET /v1/events')].filter(([key]) => key.startsWith('types[')).map(([, type]) => type)
    expect(query.length).toBeGreaterThan(10)
    expect(query.length).toBeLessThanOrEqual(20)
    expect(query.filter((type) => !DESCRIBED_EVENTS.has(type))).toEqual(Object.keys(NEWER_EVENTS))
  })

  test.each([
    ['EUR', 'one hundredth', 500, '500'],
    ['JPY', 'whole', 500, '500'],
    ['KWD', 'one thousandth', 1500, '1500'],
    ['ISK', 'whole, and yet sent with two decimals', 500, '50000']
  ])('in %s (%s) is an amount in Stripe’s units', async (currency, _step, total, sent) => {
    await payments.createCheckout(anOrder({ currency, total }))
    const [call] = recorder.calls.splice(0)
    expect(new URLSearchParams(call?.form).get('line_items[0][price_data][unit_amount]')).toBe(sent)
  })

  const PRICE = 'line_items[0][price_data]'
  const CHECKOUT = 'POST /v1/checkout/sessions'
  const CHANGE = 'POST /v1/subscriptions/{subscription_exposed_id}'
  test.each([
    [CHECKOUT, 'ammount', '1', '/ammount is not known'],
    [CHECKOUT, `${PRICE}[amount]`, '500', '/line_items/0/price_data/amount is not known'],
    [CHECKOUT, `${PRICE}[unit_amount]`, '500.5', '/line_items/0/price_data/unit_amount must be integer'],
    [CHECKOUT, `${PRICE}[currency]`, undefined, '/line_items/0/price_data/currency is missing'],
    [CHECKOUT, 'submit_type', 'gift', '/submit_type must be equal to one of the allowed values'],
    [CHECKOUT, 'client_reference_id', 'x'.repeat(201), '/client_reference_id must NOT have more than 200 characters'],
    [CHECKOUT, 'success_url', undefined, '/success_url is missing'],
    ['POST /v1/refunds', 'amount', '1.50', '/amount must be integer'],
    ['POST /v1/refunds', 'reason', 'asked_for', '/reason must be equal to one of the allowed values'],
    [CHANGE, 'items[0][price_data][product]', undefined, '/items/0/price_data/product is missing'],
    [CHANGE, 'items[0][price_data][recurring][interval]', 'monthly', '/items/0/price_data/recurring/interval must be'],
    [CHANGE, 'pause_collection[behavior]', 'stop', '/pause_collection/behavior must be equal to one of'],
    [CHANGE, 'proration_behaviour', 'none', '/proration_behaviour is not known'],
    ['GET /v1/events', 'limit', 'all', '/limit must be integer']
  ])('%s with a wrong %s would be noticed', (name, key, value, fault) => {
    const [method = '', path = ''] = name.replace('{subscription_exposed_id}', 'sub_1').split(' ')
    const body = bodyOf(name)
    expect(faultsOf({ method, path, form: body.toString() })).toEqual([])
    if (value === undefined) body.delete(key)
    else body.set(key, value)
    expect(faultsOf({ method, path, form: body.toString() })).toContainEqual(expect.stringContaining(fault))
  })

  test('at an address that Stripe has not would be noticed', () => {
    const call = { method: 'POST', path: '/v1/gifts', form: '' }
    expect(faultsOf(call)).toEqual(['POST /v1/gifts is not in the description'])
  })
})

const program = findCommandLine()
if (!program) printLine('Skipped: Stripe’s command line (STRIPE_CLI is not set; see test/contract/README.md)')

describe.skipIf(!program)('Stripe’s own command line', () => {
  let stripe: CommandLine
  beforeAll(() => void (stripe = commandLine(String(program), sandbox)))
  afterAll(() => stripe.close())

  /** Plays one of its fixtures: what leads to an event. */
  const trigger = async (...args: string[]) => {
    const { ok, said } = await stripe.run('trigger', ...args)
    return ok && said.includes('Trigger succeeded') ? 'succeeded' : said
  }

  test('makes a customer by its fixture, and finds them', async () => {
    const fixture = ['--remove', 'customer:description', '--add', 'customer:name=Clio']
    expect(await trigger('customer.created', ...fixture)).toBe('succeeded')
    expect(await stripe.ask('customers', 'list', '--limit', '1')).toMatchObject({ data: [{ name: 'Clio' }] })
  })

  test('opens a checkout, reads it and closes it, each step with what the last one answered', async () => {
    const price = { currency: 'eur', unit_amount: 700, product_data: { name: 'River' } }
    const params = {
      mode: 'payment',
      success_url: 'https://example.org/',
      line_items: [{ price_data: price, quantity: 2 }]
    }
    const path = '/v1/checkout/sessions'
    const fixtures = [
      { name: 'opened', path, method: 'post', params: { ...params, client_reference_id: 'by-the-command-line' } },
      { name: 'read', path: `${path}/\${opened:id}`, method: 'get' },
      { name: 'closed', path: `${path}/\${read:id}/expire`, method: 'post' }
    ]
    const raw = JSON.stringify({ _meta: { template_version: 0 }, fixtures })
    expect(await trigger('checkout.session.expired', '--raw', raw)).toBe('succeeded')
    const { data } = (await stripe.ask('checkout', 'sessions', 'list', '--limit', '1')) as { data: [{ id: string }] }
    const closed = { state: 'expired', total: 1400, currency: 'EUR', donationId: 'by-the-command-line' }
    expect(await payments.fetch({ checkoutRef: data[0].id })).toMatchObject(closed)
  })

  test('gives money back by its fixture, and not twice', async () => {
    const { paymentRef } = await paid()
    const fixture = ['--skip', 'payment_intent', '--override', `refund:payment_intent=${String(paymentRef)}`]
    expect(await trigger('charge.refunded', ...fixture)).toBe('succeeded')
    expect(await trigger('charge.refunded', ...fixture)).toContain('charge_already_refunded')
    const refunds = await stripe.ask('refunds', 'list', '--payment-intent', String(paymentRef))
    expect(refunds).toMatchObject({ data: [{ amount: 500, currency: 'eur', status: 'succeeded' }] })
  })

  test('finds a dispute and accepts it by its fixture', async () => {
    const { paymentRef } = await paid({}, CARDS.dispute)
    await sandbox.advance(11 * MINUTE)
    const fixture = ['--skip', 'payment_intent', '--override', `disputes_list:payment_intent=${String(paymentRef)}`]
    expect(await trigger('charge.dispute.closed', ...fixture)).toBe('succeeded')
    await sandbox.advance(-11 * MINUTE)
    const disputes = await stripe.ask('get', '/v1/disputes', '-d', `payment_intent=${String(paymentRef)}`)
    expect(disputes).toMatchObject({ data: [{ status: 'lost', amount: 500 }] })
  })

  test('pauses a monthly gift and ends it', async () => {
    const promise = await paidMonthly()
    const change = ['-d', 'pause_collection[behavior]=void', '-d', 'metadata[by]=the command line']
    expect(await stripe.ask('subscriptions', 'update', promise, ...change)).toMatchObject({ id: promise })
    expect(await payments.fetchSubscription(promise)).toMatchObject({ status: 'paused' })
    const ended = { status: 'canceled', metadata: { by: 'the command line' } }
    expect(await stripe.ask('subscriptions', 'cancel', promise, '--confirm')).toMatchObject(ended)
    const events = await stripe.ask('events', 'list', '--type', 'customer.subscription.deleted', '--limit', '1')
    expect(events).toMatchObject({ data: [{ data: { object: { id: promise } } }] })
  })

  test('is told what the sandbox has not, and is let in with the key alone', async () => {
    expect(await trigger('coupon.created')).toContain('POST: /v1/coupons')
    const stranger = commandLine(String(program), { ...sandbox, secretKey: 'sk_test_00000000000000000000000000000000' })
    expect((await stranger.run('customers', 'list')).said).toContain('Invalid API Key')
    stranger.close()
  })
})
