import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NOTHING, expectBooksRight } from '../support/books.ts'
import {
  aDonor,
  aGiving,
  begin,
  collect,
  everythingHeard,
  give,
  later,
  orderOf,
  pageOf,
  paymentOf,
  reasonOf,
  settled
} from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import { CARDS, confirm, payByBank, payWith } from '../support/sandbox-payer.ts'

const MINUTE = 60_000

let giving: Giving
let roof: Collection
beforeAll(async () => {
  giving = await aGiving()
})
beforeEach(async () => {
  await giving.control.calm()
  roof = await collect(giving)
})
const page = (donation: Parameters<typeof pageOf>[1]) => pageOf(giving, donation)
const stands = (donation: { id: string }) => settled(giving, donation)

describe('a gift', () => {
  test('is paid: the room is told, the bar moves, the receipt is written, the badge is lit', async () => {
    const { ana, ben } = giving
    const told = ben.hears('messages created')
    const moved = ben.hears('campaigns patched')
    const donation = await give(ana, roof, { message: ' For the roof ' })
    expect(await told).toMatchObject({ kind: 'gift', userId: ana.id, text: 'For the roof', roomId: roof.room.id })
    expect(await moved).toMatchObject({ id: roof.campaign.id, raisedAmount: 2500 })
    expect(donation).toMatchObject({
      status: 'succeeded',
      total: 2500,
      method: 'card',
      checkoutUrl: null,
      review: null
    })
    const { data: receipts } = await ana.service('receipts').find({ query: { donationId: donation.id } })
    expect(receipts).toMatchObject([{ kind: 'receipt', userId: ana.id, test: true }])
    expect((await ben.service('profiles').get(ana.id)).supporterSince).toBe(donation.succeededAt)
    const card = { userId: ana.id, donationId: donation.id, amount: 2500, currency: 'EUR', exponent: 2, name: null }
    const cards = [{ ...card, status: 'given' as const, refundedAmount: 0, anonymous: false, test: true }]
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards })
  })

  test('with the fees covered brings the campaign all of it', async () => {
    const donation = await give(giving.ana, roof, { amount: 1000, coverFees: true })
    expect(donation).toMatchObject({ amount: 1000, feeCover: 41, total: 1041 })
    const db = giving.hearth.app.get('database').read
    const sums = await db('ledger')
      .where({ donationId: donation.id })
      .groupBy('account')
      .orderBy('account')
      .select('account')
      .sum('amount as sum')
    expect(sums.map(({ account, sum }) => [account, Number(sum)])).toEqual([
      ['test:asset:stripe:EUR', 1000],
      ['test:expense:provider_fee', 41],
      [`test:income:campaign:${roof.campaign.id}`, -1000],
      ['test:income:fee_cover', -41]
    ])
    await expectBooksRight(roof, { raised: 1000, gifts: 1, people: 1, cards: [{ amount: 1000 }] })
  })

  test('that was declined can be tried again on the same page', async () => {
    const donation = await begin(giving.ana, roof)
    expect(await (await payWith(page(donation), CARDS.declined)).text()).toContain('did not go through')
    expect(await stands(donation)).toMatchObject({ status: 'pending' })
    await expectBooksRight(roof, NOTHING)
    expect((await payWith(page(donation), CARDS.paid)).status).toBe(303)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
  })

  test('waits for the payer’s bank, which may say no and then yes', async () => {
    const donation = await begin(giving.ana, roof)
    await payWith(page(donation), CARDS.asks)
    expect(await stands(donation)).toMatchObject({ status: 'pending' })
    expect(await (await confirm(page(donation), 'fail')).text()).toContain('did not go through')
    await expectBooksRight(roof, NOTHING)
    await payWith(page(donation), CARDS.asks)
    expect((await confirm(page(donation), 'complete')).status).toBe(303)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
  })

  test('by bank debit is on its way, and public only when it has arrived', async () => {
    const donation = await begin(giving.ana, roof)
    await payByBank(page(donation))
    expect(await stands(donation)).toMatchObject({ status: 'processing', succeededAt: null })
    await expectBooksRight(roof, NOTHING)
    await later(giving, 61 * MINUTE)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded', method: 'sepa_debit' })
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
  })

  test('by bank debit that the bank refuses has failed, and nothing was public', async () => {
    const donation = await begin(giving.ana, roof)
    await payByBank(page(donation))
    await stands(donation)
    const [payment] = await giving.control.payments()
    await giving.control.settle(String(payment?.id), false)
    expect(await stands(donation)).toMatchObject({ status: 'failed' })
    await expectBooksRight(roof, NOTHING)
  })

  test('that is left ends by itself, and its page takes no money', async () => {
    const donation = await begin(giving.ana, roof)
    await later(giving, 180 * MINUTE)
    expect(await stands(donation)).toMatchObject({ status: 'expired', checkoutUrl: null })
    expect(await (await payWith(page(donation), CARDS.paid)).text()).toContain('expired')
    await expectBooksRight(roof, NOTHING)
  })

  test('from which the donor turned back is closed at the provider', async () => {
    const { ana } = giving
    const donation = await begin(ana, roof)
    const answer = await ana.service('payment-checks').create({ donationId: donation.id, canceled: true })
    expect(answer).toMatchObject({ status: 'canceled', checkoutUrl: null })
    expect(await (await payWith(page(donation), CARDS.paid)).text()).toContain('expired')
    expect(await stands(donation)).toMatchObject({ status: 'canceled' })
    await expectBooksRight(roof, NOTHING)
  })

  test('that was paid cannot be turned back from', async () => {
    const { ana } = giving
    const { id } = await give(ana, roof)
    expect(await ana.service('payment-checks').create({ donationId: id, canceled: true })).toMatchObject({
      status: 'succeeded'
    })
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
  })
})

describe('the same gift', () => {
  test('begun twice at once is one row and one checkout', async () => {
    const { ana, treasurer } = giving
    const from = treasurer.heard.length
    const order = orderOf(roof)
    const both = await Promise.all([1, 2, 3].map(() => ana.service('donations').create(order)))
    expect(new Set(both.map(({ checkoutUrl }) => checkoutUrl)).size).toBe(1)
    expect(both[0]?.checkoutUrl).toMatch(/\/sandbox\/pay\/cs_test_/)
    await payWith(page(both[0]!), CARDS.paid)
    await stands(order)
    await everythingHeard(giving)
    const created = treasurer.heard.slice(from).filter(({ event }) => event === 'donations created')
    expect(created).toHaveLength(1)
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
    expect(await ana.service('donations').create(order)).toMatchObject({ status: 'succeeded', checkoutUrl: null })
  })

  test('with another amount, or by another person, is a conflict', async () => {
    const { ana, ben } = giving
    const order = orderOf(roof)
    const first = ana.service('donations').create(order)
    const theirs = reasonOf(ben.service('donations').create(order))
    await first.catch(() => undefined)
    expect(await Promise.all([reasonOf(first), theirs])).toContain('id_conflict')
    const mine = await ana.service('donations').find({ query: { id: order.id } })
    const [owner, other] = mine.total === 1 ? [ana, ben] : [ben, ana]
    for (const more of [{ amount: 2600 }, { coverFees: true }, { interval: 'month' as const }, { message: 'other' }])
      expect(await reasonOf(owner.service('donations').create({ ...order, ...more }))).toBe('id_conflict')
    expect(await reasonOf(other.service('donations').create(order))).toBe('id_conflict')
    expect(await reasonOf(other.service('donations').get(order.id))).toBe('not_found')
    await owner.service('payment-checks').create({ donationId: order.id, canceled: true })
    await expectBooksRight(roof, NOTHING)
  })

  test('is begun again when the provider did not answer, and paid once', async () => {
    const ana = await aDonor(giving)
    roof = await collect(giving)
    const order = orderOf(roof)
    await giving.control.setChaos({ api: 'error' })
    expect(await reasonOf(ana.service('donations').create(order))).toBe('payments_unavailable')
    await expectBooksRight(roof, NOTHING)
    await giving.control.setChaos({ api: 'lost', apiCalls: 1 })
    const donation = await ana.service('donations').create(order)
    await payWith(page(donation), CARDS.paid)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    expect(await paymentOf(giving, donation)).toMatch(/^pi_/)
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
  })
})
