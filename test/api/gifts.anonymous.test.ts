import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectBooksRight } from '../support/books.ts'
import { aGiving, collect, everythingHeard, give, later, paymentOf, settled } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import { aPerson, request, type Somebody } from '../support/people.ts'

let giving: Giving
let roof: Collection
/** She has given under her name before. */
let known: Somebody
/** She never has. */
let fresh: Somebody
beforeAll(async () => {
  giving = await aGiving()
  known = await aPerson(giving.hearth, 'zuleika')
  fresh = await aPerson(giving.hearth, 'quintilla')
  giving.people.push(known, fresh)
})
beforeEach(async () => {
  roof = await collect(giving)
  await give(known, roof, { amount: 1111 })
})

const SERVICES = [
  ...(['acts', 'campaigns', 'communities', 'donations', 'gifts', 'ledger', 'memberships', 'messages'] as const),
  ...(['profiles', 'receipts', 'refunds', 'rooms', 'subscriptions', 'disputes', 'payment-events', 'users'] as const)
]
type Row = Record<string, unknown>

/** Everything that a member, and somebody without an account, can read. Newer records first, where they can be asked for so. */
const readable = async () => {
  const paths = SERVICES.map((path) => `/api/${path}?$limit=100${path === 'ledger' ? '&$sort[createdAt]=-1' : ''}`)
  const answers = await Promise.all(
    paths.flatMap((path) => [
      request(giving.hearth.url, 'GET', path, { token: giving.ben.token }),
      request(giving.hearth.url, 'GET', path)
    ])
  )
  return answers.flatMap(({ body }, i) => {
    // a refusal has data, too
    const { data, total } = body as { data?: Row[]; total?: number }
    return Array.isArray(data) ? [...data, { list: paths[Math.floor(i / 2)], total }] : []
  })
}

/** What others can tell of `act`: all that they hear, and all that reads otherwise afterwards. */
const traces = async (act: () => Promise<unknown>) => {
  await everythingHeard(giving)
  const before = new Set((await readable()).map((row) => JSON.stringify(row)))
  const from = giving.ben.heard.length
  await act()
  await everythingHeard(giving)
  const isMarker = ({ data }: { data: Row }) => typeof data.bio === 'string' && data.bio.startsWith('heard ')
  const heard = giving.ben.heard.slice(from).filter((event) => !isMarker(event))
  const changed = (await readable()).filter((row) => !before.has(JSON.stringify(row)) && !isMarker({ data: row }))
  return { heard, changed }
}

/** By what somebody could be known. */
const namesOf = ({ id, email, user }: Somebody) => [id, email, email.split('@')[0] ?? '', user.id]

describe('an anonymous gift', () => {
  const giveAnonymously = async (by: Somebody) => {
    let id = ''
    const all = await traces(async () => {
      const donation = await give(by, roof, { amount: 2222, visibility: 'anonymous', message: 'from a friend' })
      id = donation.id
    })
    const payment = await paymentOf(giving, { id })
    return { ...all, id, payment, secrets: [...namesOf(by), id, payment] }
  }

  test('leads nobody to its donor, and says no more of one who has given before than of one who has not', async () => {
    const [first, second] = [await giveAnonymously(known), await giveAnonymously(fresh)]
    for (const { heard, changed, secrets } of [first, second]) {
      expect(changed.length).toBeGreaterThan(0)
      for (const secret of secrets) expect(JSON.stringify([heard, changed])).not.toContain(secret)
    }
    expect(second.heard.map(({ event }) => event).sort()).toEqual(first.heard.map(({ event }) => event).sort())
    expect(first.heard.map(({ event }) => event)).not.toContain('profiles patched')
    const longer = [first, second].map(({ changed }) => changed.flatMap(({ list }) => (list ? [list] : [])))
    expect(longer[1]).toEqual(longer[0])
    const people = [first, second].map(
      ({ heard }) => heard.findLast(({ event }) => event === 'campaigns patched')?.data.peopleCount
    )
    // each is a person of its own
    expect(people).toEqual([2, 3])
    expect((await giving.ben.service('profiles').get(fresh.id)).supporterSince).toBeNull()
    const card = { amount: 2222, anonymous: true, userId: null, donationId: null, name: null, text: 'from a friend' }
    const cards = [{ amount: 1111, userId: known.id }, card, card]
    await expectBooksRight(roof, { raised: 5555, gifts: 3, people: 3, cards })
  })

  test('tells by its id when it came, not when its form was opened', async () => {
    const { heard, id } = await giveAnonymously(fresh)
    const message = heard.find(({ event }) => event === 'messages created')?.data
    const row = await giving.treasurer.service('donations').get(id)
    const timeOf = (uuid: unknown) => Number.parseInt(String(uuid).replaceAll('-', '').slice(0, 12), 16)
    expect(timeOf(message?.id)).toBe(row.succeededAt)
    expect(message?.createdAt).toBe(row.succeededAt)
    const { data } = await giving.ben.service('gifts').find({ query: { campaignId: roof.campaign.id } })
    expect(data[0]).toMatchObject({ id: message?.id, userId: null, name: null, amount: 2222 })
  })

  test('stays so when it goes back, and when it is disputed', async () => {
    const { id, payment, secrets } = await giveAnonymously(fresh)
    const { heard, changed } = await traces(async () => {
      await giving.treasurer.service('refunds').create({ donationId: id, amount: 222, reason: 'a part' })
      await settled(giving, { id })
      const dispute = await giving.control.dispute(payment)
      await settled(giving, { id })
      await giving.control.decide(String(dispute?.id), 'lost')
      await settled(giving, { id })
    })
    expect(changed.length).toBeGreaterThan(0)
    for (const secret of secrets) expect(JSON.stringify([heard, changed])).not.toContain(secret)
    const cards = [{ amount: 1111 }, { status: 'refunded' as const, anonymous: true, userId: null, donationId: null }]
    await expectBooksRight(roof, { raised: 1111, gifts: 1, people: 1, cards })
  })

  test('by the month leads nobody to its donor either', async () => {
    const order = { interval: 'month' as const, visibility: 'anonymous' as const, amount: 2222 }
    const { heard, changed } = await traces(async () => {
      await give(fresh, roof, order)
      await later(giving, 31 * 24 * 3600_000)
    })
    for (const secret of namesOf(fresh)) expect(JSON.stringify([heard, changed])).not.toContain(secret)
    const card = { amount: 2222, anonymous: true, userId: null, donationId: null }
    await expectBooksRight(roof, { raised: 5555, gifts: 3, people: 3, cards: [{ amount: 1111 }, card, card] })
  })
})

describe('who sees a gift', () => {
  test('can be changed later, both ways: message, list, people and badge follow', async () => {
    const { ben } = giving
    const donor = await aPerson(giving.hearth, 'ottoline')
    giving.people.push(donor)
    roof = await collect(giving)
    const badge = async () => (await ben.service('profiles').get(donor.id)).supporterSince
    const donation = await give(donor, roof)
    const second = await give(donor, roof)
    const named = { userId: donor.id, anonymous: false }
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 1, cards: [named, named] })
    for (const { id } of [donation, second]) await donor.service('donations').patch(id, { visibility: 'anonymous' })
    expect(await badge()).toBeNull()
    const { data } = await ben.service('gifts').find({ query: { campaignId: roof.campaign.id } })
    expect(JSON.stringify(data)).not.toContain(donor.id)
    const unnamed = { userId: null, donationId: null, anonymous: true }
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 2, cards: [unnamed, unnamed] })
    await giving.treasurer.service('donations').patch(donation.id, { visibility: 'amount_hidden' })
    expect(await badge()).toBe(donation.succeededAt)
    const hidden = { ...named, donationId: donation.id, amount: null, refundedAmount: null }
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 2, cards: [hidden, unnamed] })
    for (const { id } of [donation, second]) await donor.service('donations').patch(id, { visibility: 'public' })
    await expectBooksRight(roof, { raised: 5000, gifts: 2, people: 1, cards: [named, named] })
  })

  test('is told to all who may know more of it, each in full, while it is not paid', async () => {
    const { treasurer } = giving
    const donation = await fresh.service('donations').create({
      ...{ id: crypto.randomUUID().replace(/^.{15}/, '01a220d6-0000-7'), campaignId: roof.campaign.id },
      ...{ amount: 500, currency: 'EUR' }
    })
    await treasurer.service('donations').patch(donation.id, { visibility: 'anonymous' })
    // the checkout is still there for the donor
    await expectBooksRight(roof, { raised: 1111, gifts: 1, people: 1, cards: [{ amount: 1111 }] })
    await fresh.service('payment-checks').create({ donationId: donation.id, canceled: true })
  })

  test('is not who sees how much: a hidden amount is in no message and no list', async () => {
    const { heard } = await traces(() => give(fresh, roof, { amount: 3337, visibility: 'amount_hidden' }))
    const told = heard.filter(({ event }) => event !== 'campaigns patched')
    expect(JSON.stringify(told)).toContain(fresh.id)
    expect(JSON.stringify(told)).not.toContain('3337')
    const { data } = await giving.ben.service('gifts').find({ query: { campaignId: roof.campaign.id } })
    expect(JSON.stringify(data)).not.toContain('3337')
    expect(data[0]).toMatchObject({ userId: fresh.id, amount: null })
    const hidden = { userId: fresh.id, amount: null, refundedAmount: null, anonymous: false }
    await expectBooksRight(roof, { raised: 4448, gifts: 2, people: 2, cards: [{ amount: 1111 }, hidden] })
  })
})
