import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NOTHING, expectBooksRight } from '../support/books.ts'
import { aDonor, aGiving, begin, collect, give, orderOf, pageOf, reasonOf, settled } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import type { Somebody } from '../support/people.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

let giving: Giving
let roof: Collection
beforeAll(async () => {
  giving = await aGiving()
})
beforeEach(async () => {
  roof = await collect(giving)
})

const tryCards = async (by: Somebody, times: number) => {
  const donation = await begin(by, roof)
  for (let n = 0; n < times; n++) {
    await payWith(pageOf(giving, donation), CARDS.declined)
    await giving.control.deliver()
  }
  return donation
}

describe('whoever tries cards', () => {
  test('finds the checkout closed after the third', async () => {
    const donation = await tryCards(giving.ana, 2)
    expect(await settled(giving, donation)).toMatchObject({ status: 'pending' })
    await payWith(pageOf(giving, donation), CARDS.declined)
    expect(await settled(giving, donation)).toMatchObject({ status: 'expired' })
    const answer = await (await payWith(pageOf(giving, donation), CARDS.paid)).text()
    expect(answer).toContain('expired')
    expect(await settled(giving, donation)).toMatchObject({ status: 'expired' })
    await expectBooksRight(roof, NOTHING)
  })

  test('has no more than three checkouts open, also when all are asked for at once', async () => {
    const donor = await aDonor(giving)
    roof = await collect(giving)
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => reasonOf(begin(donor, roof))))
    expect(five.filter((reason) => reason === 'too_many_checkouts')).toHaveLength(2)
    const { data } = await donor.service('donations').find({ query: { status: 'pending' } })
    expect(data).toHaveLength(3)
    await donor.service('payment-checks').create({ donationId: String(data[0]?.id), canceled: true })
    await give(donor, roof)
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500 }] })
  })

  test('makes everybody wait who came today; members of longer give on', async () => {
    const { ana, ben } = giving
    const { app } = giving.hearth
    for (let n = 0; n < 3; n++) await tryCards(ben, 3)
    expect(await reasonOf(begin(ana, roof))).toBe('too_many_checkouts')
    const yesterday = { createdAt: Date.now() - 25 * 3600_000 }
    await app.get('database').transaction((trx) => trx('users').where({ id: ana.id }).update(yesterday))
    await give(ana, roof)
    expect(await reasonOf(begin(ben, roof))).toBe('too_many_checkouts')
    await expectBooksRight(roof, { raised: 2500, gifts: 1, people: 1, cards: [{ amount: 2500, userId: ana.id }] })
  })
})

describe('what cannot be given', () => {
  test.each([
    [{ amount: 49 }, 'invalid_amount'],
    [{ amount: 100_000_000 }, 'invalid_amount'],
    [{ amount: 2.5 }, 'invalid_amount'],
    [{ amount: -500 }, 'invalid_amount'],
    [{ currency: 'USD' }, 'invalid_currency'],
    [{ campaignId: '01a220d6-0000-7000-8000-000000000000' }, 'not_found'],
    [{ status: 'succeeded' }, 'unknown_property'],
    [{ total: 1 }, 'unknown_property'],
    [{ userId: '01a220d6-0000-7000-8000-000000000000' }, 'unknown_property'],
    [{ provider: 'offline' as const }, 'payments_unavailable']
  ])('%j is refused: %s', async (more, reason) => {
    const answer = await giving.ana.rest('POST', '/api/donations', orderOf(roof, more as object))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    const { data, errors } = answer.body as { data: { reason: string }; errors: { reason?: string }[] }
    expect([data.reason, ...errors.map((error) => error.reason)]).toContain(reason)
  })

  test('is anything to a campaign that is not open', async () => {
    const { owner, ana } = giving
    const past = await collect(giving, { startsAt: Date.now() - 2000, endsAt: Date.now() - 1000 })
    const future = await collect(giving, { startsAt: Date.now() + 60_000 })
    const draft = await collect(giving, { status: 'draft' })
    await owner.service('campaigns').patch(roof.campaign.id, { status: 'ended' })
    for (const closed of [past, future, roof]) expect(await reasonOf(begin(ana, closed))).toBe('campaign_closed')
    expect(await reasonOf(begin(ana, draft))).toBe('not_found')
    expect(await reasonOf(ana.service('campaigns').get(draft.campaign.id))).toBe('not_found')
    await expectBooksRight(roof, NOTHING)
  })
})

test('With limits on, one person begins five gifts in ten minutes, and forged notices are counted', async () => {
  const strict = await aGiving({ limits: 'on' })
  const { ana, hearth } = strict
  const shed = await collect(strict)
  for (let n = 0; n < 5; n++) {
    const { id } = await begin(ana, shed)
    await ana.service('payment-checks').create({ donationId: id, canceled: true })
  }
  expect(await reasonOf(begin(ana, shed))).toBe('rate_limited')
  const forged = () => fetch(`${hearth.url}/webhooks/stripe`, { method: 'POST', body: '{}' })
  const statuses: number[] = []
  for (let n = 0; n < 62; n++) statuses.push((await forged()).status)
  expect([statuses[0], statuses.at(-1)]).toEqual([400, 429])
  await expectBooksRight(shed, NOTHING)
})
