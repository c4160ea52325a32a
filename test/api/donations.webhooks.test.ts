import Stripe from 'stripe'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reconcile } from '../../api/payments/reconcile.ts'
import { syncFromProvider } from '../../api/payments/settle.ts'
import type { Chaos } from '../../api/payments/sandbox/index.ts'
import { NOTHING, expectBooksRight } from '../support/books.ts'
import {
  aGiving,
  begin,
  collect,
  everythingHeard,
  give,
  pageOf,
  paymentOf,
  sessionOf,
  settled
} from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

const MINUTE = 60_000

let giving: Giving
let roof: Collection
beforeAll(async () => {
  giving = await aGiving()
})
beforeEach(async () => {
  await giving.control.calm()
  await giving.control.deliver()
  roof = await collect(giving)
})

const ONE = { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500, status: 'given' as const }] }
const table = (name: string) => giving.hearth.app.get('database').read(name)
const write = (name: string, where: object, update: object) =>
  giving.hearth.app.get('database').transaction((trx) => trx(name).where(where).update(update))

/** Pays a new gift while this goes wrong. */
const paidWhile = async (chaos: Partial<Chaos>) => {
  await giving.control.setChaos(chaos)
  const donation = await begin(giving.ana, roof)
  await payWith(pageOf(giving, donation), CARDS.paid)
  await giving.control.deliver()
  return donation
}
const stands = (donation: { id: string }) => settled(giving, donation)
/** Ends the waiting of a gift that hangs, so that its donor may begin others. */
const paidAfterAll = async (donation: { id: string }) => {
  await giving.ana.service('payment-checks').create({ donationId: donation.id })
  expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
  await expectBooksRight(roof, ONE)
}

describe('notices', () => {
  test('that come eight times at once are one gift', async () => {
    const donation = await paidWhile({ duplicate: 7 })
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    const codes = (await giving.control.attempts()).slice(0, 24).map(({ code }) => code)
    expect(new Set(codes)).toEqual(new Set([200]))
    await expectBooksRight(roof, ONE)
  })

  test('that come the last first are one gift', async () => {
    const donation = await paidWhile({ hold: true })
    expect(await stands(donation)).toMatchObject({ status: 'pending' })
    await giving.control.release()
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, ONE)
  })

  test('that are late and older than what is known change nothing', async () => {
    const donation = await paidWhile({ hold: true })
    await giving.ana.service('payment-checks').create({ donationId: donation.id })
    await giving.control.refund({ paymentId: await paymentOf(giving, donation), amount: 1000 })
    await giving.control.release()
    await giving.control.calm()
    expect(await stands(donation)).toMatchObject({ status: 'partially_refunded', refundedAmount: 1000 })
    const cards = [{ amount: 2500, refundedAmount: 1000, status: 'partly_refunded' as const }]
    await expectBooksRight(roof, { ...ONE, raised: 1500, cards })
  })

  test('that are lost are not missed by a donor who comes back', async () => {
    const donation = await paidWhile({ drop: -1 })
    expect(await stands(donation)).toMatchObject({ status: 'pending' })
    await expectBooksRight(roof, NOTHING)
    await paidAfterAll(donation)
  })

  test('that are lost are made up for when the gift is asked about', async () => {
    const donation = await paidWhile({ drop: -1 })
    await write('donations', { id: donation.id }, { checkAt: Date.now() - 1 })
    await reconcile(giving.hearth.app)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, ONE)
  })

  test('that are lost are made up for when the provider’s list is looked through', async () => {
    const donation = await paidWhile({ drop: -1 })
    // the job may have looked a moment ago
    await reconcile(giving.hearth.app)
    await write('counters', { name: 'payments looked up' }, { value: Date.now() - 16 * MINUTE })
    await reconcile(giving.hearth.app)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, ONE)
  })

  test('the donor who comes back and the job that looks, all at once, are one gift', async () => {
    const donation = await paidWhile({ hold: true })
    await write('donations', { id: donation.id }, { checkAt: Date.now() - 1 })
    const { app } = giving.hearth
    await Promise.all([
      giving.control.release().then(() => giving.control.deliver()),
      giving.ana.service('payment-checks').create({ donationId: donation.id }),
      reconcile(app),
      ...[1, 2, 3].map(() => syncFromProvider(app, donation.id, 'reconcile'))
    ])
    await giving.control.calm()
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, ONE)
  })

  test('that could not be handled are seen by those who keep the books, and can be tried again', async () => {
    const { control, treasurer } = giving
    const donation = await paidWhile({ hold: true })
    const trouble = treasurer.hears<{ id: string }>('payment-events patched')
    await control.setChaos({ hold: false, api: 'error', apiCalls: -1 })
    await control.release()
    const { id } = await trouble
    expect(await treasurer.service('payment-events').get(id)).toMatchObject({ state: 'failed', tries: 1 })
    const { data } = await treasurer.service('payment-diagnostics').find()
    expect(data[0]?.problems.join()).toContain('could not be handled')
    await control.deliver()
    await control.calm()
    for (const { id } of (await treasurer.service('payment-events').find({ query: { state: 'failed' } })).data)
      expect((await treasurer.service('payment-events').patch(id, { state: 'new' })).state).not.toBe('failed')
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, ONE)
  })
})

describe('a notice that is not the provider’s', () => {
  const kept = async () => Number((await table('paymentEvents').count('id as n'))[0]?.n)

  test.each(['forge', 'old', 'reserialise'] as const)('(%s) is refused and not kept', async (name) => {
    const before = await kept()
    const donation = await paidWhile({ [name]: true })
    const [attempt] = await giving.control.attempts()
    expect(attempt?.code).toBe(400)
    expect(await kept()).toBe(before)
    expect(await stands(donation)).toMatchObject({ status: 'pending' })
    await expectBooksRight(roof, NOTHING)
    await giving.control.calm()
    await paidAfterAll(donation)
  })

  test('is known by its signature and its age: five minutes, and not a second more', async () => {
    const { webhookSecret: secret = '' } = giving.hearth.app.get('payments').sandbox ?? {}
    const post = async (age: number, more: { secret?: string; body?: string; header?: string } = {}) => {
      const object = { id: 'cs_test_1', object: 'checkout.session', client_reference_id: null, metadata: {} }
      const event = {
        id: `evt_${crypto.randomUUID()}`,
        object: 'event',
        type: 'checkout.session.completed',
        created: 1
      }
      const payload = JSON.stringify({ ...event, livemode: false, data: { object } }, null, 2)
      const timestamp = Math.floor(Date.now() / 1000) - age
      const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: more.secret ?? secret, timestamp })
      const { status } = await fetch(`${giving.hearth.url}/webhooks/stripe`, {
        method: 'POST',
        headers: { 'stripe-signature': more.header ?? header },
        body: more.body ?? payload
      })
      return status
    }
    // what the job would look up by itself in the middle of it
    await reconcile(giving.hearth.app)
    const before = await kept()
    expect(await post(302)).toBe(400)
    expect(await post(0, { secret: 'whsec_other' })).toBe(400)
    expect(await post(0, { body: '{}' })).toBe(400)
    expect(await post(0, { header: '' })).toBe(400)
    expect(await post(0, { header: 't=1,v1=zz' })).toBe(400)
    expect(await post(0, { body: 'x'.repeat(600_000) })).toBe(413)
    expect((await fetch(`${giving.hearth.url}/webhooks/stripe`)).status).toBe(405)
    expect(await kept()).toBe(before)
    expect(await post(290)).toBe(200)
    expect(await kept()).toBe(before + 1)
  })

  test('that says another amount, well signed, is not believed: the provider is asked', async () => {
    const donation = await paidWhile({ amount: true })
    expect(await stands(donation)).toMatchObject({ status: 'succeeded', total: 2500 })
    await expectBooksRight(roof, ONE)
  })
})

test('A gift that was paid otherwise than it was asked for is for a person to look at, and nothing of it is public', async () => {
  const { ana, control, treasurer } = giving
  const donation = await begin(ana, roof)
  await control.changeAmount(sessionOf(donation), 100)
  await payWith(pageOf(giving, donation), CARDS.paid)
  expect(await stands(donation)).toMatchObject({ status: 'needs_review', review: 'another_amount', succeededAt: null })
  expect(await ana.service('donations').get(donation.id)).toMatchObject({ status: 'needs_review', review: null })
  await everythingHeard(giving)
  const { data } = await treasurer.service('payment-diagnostics').find()
  expect(data[0]).toMatchObject({ needsReview: 1 })
  await expectBooksRight(roof, NOTHING)
  await give(ana, roof)
  await expectBooksRight(roof, ONE)
})
