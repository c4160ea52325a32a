import { v7 as uuidv7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withTransaction } from '../../api/hooks/transact.ts'
import { reconcile } from '../../api/payments/reconcile.ts'
import { apply } from '../../api/payments/settle.ts'
import { expectBooksRight } from '../support/books.ts'
import { aDonor, aGiving, collect, give, later, paymentOf, reasonOf, settled } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import { CARDS } from '../support/sandbox-payer.ts'

const MINUTE = 60_000
const reason = 'asked for'

let giving: Giving
let roof: Collection
beforeAll(async () => {
  giving = await aGiving()
})
beforeEach(async () => {
  await giving.control.calm()
  roof = await collect(giving)
})

const GONE = { raised: 0, gifts: 0, people: 0 }
const refund = (donationId: string, amount?: number, id: string = uuidv7()) =>
  giving.treasurer.service('refunds').create({ id, donationId, reason, ...(amount && { amount }) })
const stands = (donation: { id: string }) => settled(giving, donation)
const card = (status: 'given' | 'partly_refunded' | 'refunded', refundedAmount: number, amount = 2500) => [
  { status, refundedAmount, amount }
]

describe('a refund', () => {
  test('of 60 % twice at once goes back once', async () => {
    const donation = await give(giving.ana, roof)
    const both = await Promise.all([1500, 1500].map((amount) => reasonOf(refund(donation.id, amount))))
    expect(both.sort()).toEqual(['it was not refused', 'refund_too_large'])
    expect(await stands(donation)).toMatchObject({ status: 'partially_refunded', refundedAmount: 1500 })
    await expectBooksRight(roof, { raised: 1000, gifts: 1, people: 1, cards: card('partly_refunded', 1500) })
  })

  test('in three uneven parts, with fees that were covered, adds up to the last cent', async () => {
    const donation = await give(giving.ana, roof, { amount: 1000, coverFees: true })
    expect(donation.total).toBe(1041)
    let back = 0
    for (const amount of [333, 7, 350]) {
      await refund(donation.id, amount)
      back += amount
      const part = Math.floor((back * 1000) / 1041)
      const cards = card('partly_refunded', part, 1000)
      await expectBooksRight(roof, { raised: 1000 - part, gifts: 1, people: 1, cards })
    }
    await refund(donation.id)
    expect(await stands(donation)).toMatchObject({ status: 'refunded', refundedAmount: 1041 })
    const { data: papers } = await giving.ana.service('receipts').find({ query: { donationId: donation.id } })
    expect(papers.filter(({ kind }) => kind === 'credit_note')).toHaveLength(4)
    await expectBooksRight(roof, { ...GONE, cards: card('refunded', 1000, 1000) })
  })

  test('puts the badge out, and another gift lights it again', async () => {
    const donor = await aDonor(giving)
    roof = await collect(giving)
    const badge = async () => (await giving.ben.service('profiles').get(donor.id)).supporterSince
    const donation = await give(donor, roof)
    expect(await badge()).toBe(donation.succeededAt)
    await refund(donation.id)
    await stands(donation)
    expect(await badge()).toBeNull()
    const again = await give(donor, roof)
    expect(await badge()).toBe(again.succeededAt)
    await expectBooksRight(roof, {
      ...{ raised: 2500, gifts: 1, people: 1 },
      cards: [...card('refunded', 2500), ...card('given', 0)]
    })
  })

  test('made at the provider comes back to us', async () => {
    const donation = await give(giving.ana, roof)
    await giving.control.refund({ paymentId: await paymentOf(giving, donation), amount: 400 })
    expect(await stands(donation)).toMatchObject({ status: 'partially_refunded', refundedAmount: 400 })
    const { data } = await giving.treasurer.service('refunds').find({ query: { donationId: donation.id } })
    expect(data).toMatchObject([{ amount: 400, status: 'succeeded', userId: null }])
    await expectBooksRight(roof, { raised: 2100, gifts: 1, people: 1, cards: card('partly_refunded', 400) })
  })

  test('that fails later brings the money back: books, bar and card', async () => {
    const donation = await give(giving.ana, roof, { card: CARDS.refundFails })
    await refund(donation.id)
    expect(await stands(donation)).toMatchObject({ status: 'refunded' })
    await expectBooksRight(roof, { ...GONE, cards: card('refunded', 2500) })
    await later(giving, 11 * MINUTE)
    expect(await stands(donation)).toMatchObject({ status: 'succeeded', refundedAmount: 0 })
    const { data } = await giving.treasurer.service('refunds').find({ query: { donationId: donation.id } })
    expect(data).toMatchObject([{ status: 'failed' }])
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: card('given', 0) })
  })

  test('that takes a while counts at once', async () => {
    const donation = await give(giving.ana, roof, { card: CARDS.refundPending })
    expect(await refund(donation.id, 500)).toMatchObject({ status: 'pending' })
    await expectBooksRight(roof, { raised: 2000, gifts: 1, people: 1, cards: card('partly_refunded', 500) })
    await later(giving, 11 * MINUTE)
    const { data } = await giving.treasurer.service('refunds').find({ query: { donationId: donation.id } })
    expect(data).toMatchObject([{ status: 'succeeded', amount: 500 }])
    await expectBooksRight(roof, { raised: 2000, gifts: 1, people: 1, cards: card('partly_refunded', 500) })
  })

  test('asked for twice under one id is one, and another body under it a conflict', async () => {
    const donation = await give(giving.ana, roof)
    const id = uuidv7()
    const both = await Promise.all([1, 2].map(() => refund(donation.id, 500, id)))
    expect(both.map((one) => one.id)).toEqual([id, id])
    expect(await reasonOf(refund(donation.id, 600, id))).toBe('id_conflict')
    await expectBooksRight(roof, { raised: 2000, gifts: 1, people: 1, cards: card('partly_refunded', 500) })
  })

  test('is for those who keep the books alone', async () => {
    const { ana, ben, owner } = giving
    const { id: donationId } = await give(ana, roof)
    expect(await reasonOf(ana.service('refunds').create({ donationId, reason }))).toBe('not_treasurer')
    expect(await reasonOf(ben.service('refunds').create({ donationId, reason }))).toBe('not_found')
    expect(await reasonOf(ben.service('refunds').create({ donationId, reason, amount: 1 }))).toBe('not_treasurer')
    await owner.service('refunds').create({ donationId, reason, amount: 100 })
    expect((await ana.service('refunds').find({ query: { donationId } })).total).toBe(1)
    expect((await ben.service('refunds').find({ query: { donationId } })).total).toBe(0)
    await expectBooksRight(roof, { raised: 2400, gifts: 1, people: 1, cards: card('partly_refunded', 100) })
  })

  test('that the provider could not be told of is finished later', async () => {
    const donation = await give(giving.ana, roof)
    await giving.control.setChaos({ api: 'error' })
    const id = uuidv7()
    expect(await reasonOf(refund(donation.id, 700, id))).toBe('payments_unavailable')
    await giving.control.calm()
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: card('given', 0) })
    const { app } = giving.hearth
    await app.get('database').transaction((trx) =>
      trx('refunds')
        .where({ id })
        .update({ createdAt: Date.now() - 61_000 })
    )
    await reconcile(app)
    expect(await stands(donation)).toMatchObject({ status: 'partially_refunded', refundedAmount: 700 })
    await expectBooksRight(roof, { raised: 1800, gifts: 1, people: 1, cards: card('partly_refunded', 700) })
  })

  test('is not forgotten when an answer of the provider arrives that is older', async () => {
    const { app } = giving.hearth
    const donation = await give(giving.ana, roof)
    const row = await app.get('database').read('donations').where({ id: donation.id }).first('checkoutRef')
    const old = await app.get('payments').provider.fetch(row as { checkoutRef: string })
    await refund(donation.id, 900)
    await stands(donation)
    await withTransaction(app, (transaction) => apply(app, transaction, donation.id, old, 'webhook'))
    expect(await stands(donation)).toMatchObject({ status: 'partially_refunded', refundedAmount: 900 })
    await expectBooksRight(roof, { raised: 1600, gifts: 1, people: 1, cards: card('partly_refunded', 900) })
  })
})

describe('a dispute', () => {
  const open = async (more: { inquiry?: boolean; back?: number } = {}) => {
    const donation = await give(giving.ana, roof)
    if (more.back) await refund(donation.id, more.back)
    const heard = giving.treasurer.hears('disputes created')
    const dispute = await giving.control.dispute(await paymentOf(giving, donation), more)
    await stands(donation)
    return { donation, disputeId: String(dispute?.id), heard: await heard }
  }
  const given = { raised: 2500, gifts: 1, people: 1, cards: card('given', 0) }

  test('holds the money, blocks refunds and puts the badge out; won, all is as before', async () => {
    const { donation, disputeId, heard } = await open()
    expect(heard).toMatchObject({ donationId: donation.id, amount: 2500, status: 'needs_response', closedAt: null })
    expect(await stands(donation)).toMatchObject({ status: 'disputed' })
    expect(await reasonOf(refund(donation.id))).toBe('invalid_transition')
    await expectBooksRight(roof, given)
    await giving.control.decide(disputeId, 'won')
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, given)
  })

  test('that is lost takes the gift out of the books', async () => {
    const { donation, disputeId } = await open()
    await giving.control.decide(disputeId, 'lost')
    expect(await stands(donation)).toMatchObject({ status: 'lost' })
    await expectBooksRight(roof, { ...GONE, cards: [{ status: 'refunded', amount: 2500 }] })
  })

  test('about what was left of a gift takes only that', async () => {
    const { donation, disputeId, heard } = await open({ back: 1000 })
    expect(heard).toMatchObject({ amount: 1500 })
    await expectBooksRight(roof, { raised: 1500, gifts: 1, people: 1, cards: card('partly_refunded', 1000) })
    await giving.control.decide(disputeId, 'lost')
    expect(await stands(donation)).toMatchObject({ status: 'lost', refundedAmount: 1000 })
    await expectBooksRight(roof, { ...GONE, cards: [{ status: 'refunded' }] })
  })

  test('that is only an inquiry moves nothing, and the gift may still go back', async () => {
    const { donation, disputeId, heard } = await open({ inquiry: true })
    expect(heard).toMatchObject({ status: 'inquiry' })
    expect(await stands(donation)).toMatchObject({ status: 'succeeded' })
    await expectBooksRight(roof, given)
    await refund(donation.id, 300)
    await giving.control.decide(disputeId, 'warning_closed')
    expect(await stands(donation)).toMatchObject({ status: 'partially_refunded' })
    await expectBooksRight(roof, { ...given, raised: 2200, cards: card('partly_refunded', 300) })
  })
})
