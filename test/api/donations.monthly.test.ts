import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { reconcile } from '../../api/payments/reconcile.ts'
import { expectBooksRight } from '../support/books.ts'
import { aGiving, collect, give, later, reasonOf } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import { aMailbox, type Mailbox } from '../support/mailbox.ts'
import { CARDS } from '../support/sandbox-payer.ts'

const DAY = 24 * 3600_000
const MINUTE = 60_000

let mailbox: Mailbox
let giving: Giving
let roof: Collection
beforeAll(async () => {
  mailbox = await aMailbox()
  giving = await aGiving({ smtpUrl: mailbox.url })
})
beforeEach(async () => {
  await giving.control.calm()
  roof = await collect(giving)
  mailbox.letters.length = 0
})

/** Begins a monthly gift. @returns it, as its donor sees it, and what the provider calls it */
const promise = async (more: Parameters<typeof give>[2] = {}) => {
  const donation = await give(giving.ana, roof, { interval: 'month', ...more })
  const [ref] = (await giving.control.subscriptions()).map(({ id }) => id)
  return { donation, ref: String(ref), id: String(donation.subscriptionId), ...(await standing(donation)) }
}
const standing = async ({ subscriptionId }: { subscriptionId: string | null }) => ({
  subscription: await giving.ana.service('subscriptions').get(String(subscriptionId))
})
const change = (id: string, patch: object) => giving.ana.service('subscriptions').patch(id, patch)
const months = async (subscriptionId: string) =>
  (await giving.ana.service('donations').find({ query: { subscriptionId, $sort: { createdAt: 1 } } })).data
const card = (amount: number) => ({ amount, interval: 'month' as const, status: 'given' as const })

describe('a monthly gift', () => {
  test('is one gift at first, and another one each month: one message more', async () => {
    const { donation, subscription, id } = await promise({ message: 'Every month', coverFees: true })
    expect(subscription).toMatchObject({ userId: giving.ana.id, status: 'active', amount: 2500, endedAt: null })
    expect(subscription.currentPeriodEnd).toBeGreaterThan(Date.now() + 27 * DAY)
    const { feeCover } = donation
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ ...card(2500), text: 'Every month' }] })
    expect((await mailbox.next('ana@example.org')).subject).toContain('Thank you')
    await later(giving, 31 * DAY)
    const both = await months(id)
    expect(both).toMatchObject([{ id: donation.id }, { status: 'succeeded', amount: 2500, feeCover, message: '' }])
    const cards = [
      { ...card(2500), text: 'Every month' },
      { ...card(2500), text: '' }
    ]
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 1, cards })
    expect((await mailbox.next('ana@example.org')).subject).toContain('Thank you')
    expect(mailbox.letters).toEqual([])
  })

  test('is told in any order, and eight times, once each month', async () => {
    await giving.control.setChaos({ hold: true, duplicate: 7 })
    const begun = give(giving.ana, roof, { interval: 'month' })
    const { id } = await begun
    await giving.control.release()
    await giving.control.deliver()
    const { subscriptionId } = await giving.ana.service('donations').get(id)
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [card(2500)] })
    await giving.control.advance(31 * DAY)
    await giving.control.release()
    await giving.control.calm()
    await later(giving, MINUTE)
    await giving.control.advance(-31 * DAY)
    expect(await months(String(subscriptionId))).toHaveLength(2)
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 1, cards: [card(2500), card(2500)] })
  })

  test('of which no notice came is found by looking', async () => {
    const { id } = await promise()
    await giving.control.setChaos({ drop: -1 })
    await later(giving, 31 * DAY)
    expect(await months(id)).toHaveLength(1)
    const { app } = giving.hearth
    await reconcile(app)
    const longAgo = { value: Date.now() - 16 * MINUTE }
    await app
      .get('database')
      .transaction((trx) => trx('counters').where({ name: 'payments looked up' }).update(longAgo))
    await reconcile(app)
    expect(await months(id)).toHaveLength(2)
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 1, cards: [card(2500), card(2500)] })
  })

  test('that cannot be renewed is late, its donor is written to, and it recovers with another card', async () => {
    const { donation, id, ref } = await promise({ card: CARDS.renewalsFail })
    await mailbox.next('ana@example.org')
    await later(giving, 32 * DAY)
    expect((await standing(donation)).subscription).toMatchObject({ status: 'past_due', endedAt: null })
    expect((await mailbox.next('ana@example.org')).subject).toContain('did not go through')
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [card(2500)] })
    await giving.control.changeCard(ref, 'paid')
    await later(giving, 36 * DAY)
    expect((await standing(donation)).subscription).toMatchObject({ status: 'active' })
    expect(await months(id)).toHaveLength(2)
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 1, cards: [card(2500), card(2500)] })
  })

  test('that fails three times has ended', async () => {
    const { donation, id } = await promise({ card: CARDS.renewalsFail })
    await later(giving, 45 * DAY)
    const { subscription } = await standing(donation)
    expect(subscription).toMatchObject({ status: 'canceled', endedAt: expect.any(Number) })
    expect(await reasonOf(change(id, { status: 'active' }))).toBe('invalid_transition')
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [card(2500)] })
  })

  test('changes its amount, pauses, goes on and ends, as its donor says', async () => {
    const { donation, id } = await promise({ coverFees: true })
    expect(await change(id, { amount: 4000 })).toMatchObject({ amount: 4000, status: 'active' })
    await later(giving, 31 * DAY)
    const { feeCover } = (await standing(donation)).subscription
    expect(feeCover).toBeGreaterThan(donation.feeCover)
    expect(await months(id)).toMatchObject([{ amount: 2500 }, { amount: 4000, feeCover, total: 4000 + feeCover }])
    const given = { raised: 6500, gifts: 2, people: 1, cards: [card(2500), card(4000)] }
    await expectBooksRight(roof, given)

    expect(await change(id, { status: 'paused' })).toMatchObject({ status: 'paused' })
    await later(giving, 62 * DAY)
    await expectBooksRight(roof, given)

    expect(await change(id, { status: 'active' })).toMatchObject({ status: 'active' })
    await later(giving, 93 * DAY)
    const more = { raised: 10_500, gifts: 3, people: 1, cards: [card(2500), card(4000), card(4000)] }
    await expectBooksRight(roof, more)

    expect(await change(id, { status: 'canceled' })).toMatchObject({ status: 'canceled', endedAt: expect.any(Number) })
    await later(giving, 124 * DAY)
    await expectBooksRight(roof, more)
  })

  test('can become anonymous from the next month on', async () => {
    const { id } = await promise({ message: 'mine' })
    expect(await change(id, { visibility: 'anonymous' })).toMatchObject({ visibility: 'anonymous' })
    await later(giving, 31 * DAY)
    const { ana } = giving
    const cards = [
      { ...card(2500), userId: ana.id, anonymous: false },
      { ...card(2500), userId: null, donationId: null, anonymous: true, name: null }
    ]
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 2, cards })
  })

  test('is its donor’s alone: a treasurer may end it, others do not know of it', async () => {
    const { ben, treasurer } = giving
    const { id } = await promise()
    expect(await reasonOf(ben.service('subscriptions').patch(id, { status: 'canceled' }))).toBe('not_found')
    expect(await reasonOf(treasurer.service('subscriptions').patch(id, { amount: 9000 }))).toBe('not_yours')
    expect(await reasonOf(change(id, { amount: 1 }))).toBe('invalid_amount')
    expect(await treasurer.service('subscriptions').patch(id, { status: 'canceled' })).toMatchObject({
      status: 'canceled'
    })
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [card(2500)] })
  })
})
