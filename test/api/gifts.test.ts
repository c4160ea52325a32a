import { v7 as uuidv7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NOTHING, expectBooksRight } from '../support/books.ts'
import { aDonor, aGiving, begin, collect, everythingHeard, give, pageOf, reasonOf, settled } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import type { Somebody } from '../support/people.ts'
import { CARDS, payWith } from '../support/sandbox-payer.ts'

let giving: Giving
let roof: Collection
let moderator: Somebody
let admin: Somebody
beforeAll(async () => {
  giving = await aGiving()
  moderator = await aDonor(giving)
  admin = await aDonor(giving)
  await giving.owner.service('users').patch(moderator.id, { role: 'moderator' })
  await giving.owner.service('users').patch(admin.id, { role: 'admin' })
})
beforeEach(async () => {
  roof = await collect(giving)
})

const ONE = { raised: 2500, gifts: 1, people: 1 }
const refund = (donationId: string, amount: number) =>
  giving.treasurer.service('refunds').create({ donationId, reason: 'asked for', amount })

describe('who hears of a gift', () => {
  /** The names of the events that each of them hears meanwhile. */
  const heardBy = async (people: Somebody[], act: () => Promise<unknown>) => {
    await everythingHeard(giving)
    const from = people.map(({ heard }) => heard.length)
    await act()
    await everythingHeard(giving)
    return people.map(({ heard }, i) => heard.slice(from[i]).filter(({ data }) => !isMarker(data)))
  }
  const isMarker = ({ bio }: Record<string, unknown>) => typeof bio === 'string' && bio.startsWith('heard ')
  const names = (events: { event: string }[] = []) => [...new Set(events.map(({ event }) => event))].sort()

  test('the room of its message, everybody of the bar and the badge, donor and treasurers of the rest', async () => {
    const { ana, ben, treasurer, owner } = giving
    const outsider = await aDonor(giving)
    roof = await collect(giving)
    const people = [ben, outsider, admin, ana, treasurer, owner]
    const [ofBen, ofOutsider, ofAdmin, ofAna, ofTreasurer, ofOwner] = await heardBy(people, () => give(ana, roof))
    const all = ['campaigns patched', 'profiles patched']
    expect(names(ofBen)).toEqual(['campaigns patched', 'messages created', 'profiles patched'].filter(lit(ofBen)))
    expect(names(ofOutsider)).toEqual(all.filter(lit(ofOutsider)))
    expect(names(ofAdmin)).toEqual(names(ofOutsider))
    const books = ['donations created', 'donations patched', 'receipts created']
    expect(names(ofAna)).toEqual([...names(ofOutsider), ...books].sort())
    expect(names(ofTreasurer)).toEqual(names(ofAna))
    expect(names(ofOwner)).toEqual([...names(ofAna), 'messages created'].sort())
    const urls = (events: typeof ofAna) =>
      events?.filter(({ data }) => data.status === 'pending').map(({ data }) => data.checkoutUrl)
    expect(urls(ofAna)).toEqual([expect.stringContaining('/sandbox/pay/')])
    expect(urls(ofTreasurer)).toEqual([null])
    await expectBooksRight(roof, { ...ONE, cards: [{ amount: 2500 }] })
  })
  /** The badge of who gives often burns already. */
  const lit = (events: { event: string }[] = []) => {
    const isNew = events.some(({ event }) => event === 'profiles patched')
    return (name: string) => isNew || name !== 'profiles patched'
  }

  test('that goes back: the donor by the gift, treasurers by the refund too', async () => {
    const { ana, ben, treasurer } = giving
    const { id } = await give(ana, roof)
    const [ofBen, ofAna, ofTreasurer] = await heardBy([ben, ana, treasurer], () => refund(id, 500))
    expect(names(ofBen)).toEqual(['campaigns patched', 'messages patched'])
    expect(names(ofAna)).toEqual(['campaigns patched', 'donations patched', 'receipts created'])
    expect(names(ofTreasurer)).toEqual([...names(ofAna), 'refunds created', 'refunds patched'].sort())
    await expectBooksRight(roof, { ...ONE, raised: 2000, cards: [{ refundedAmount: 500 }] })
  })
})

describe('a gift whose message a moderator takes down', () => {
  test('stays given, says nothing any more, and is offered back to its donor', async () => {
    const { ana, ben } = giving
    await moderator.service('memberships').create({ roomId: roof.room.id })
    const donation = await give(ana, roof, { message: 'rude words' })
    expect(await reasonOf(ana.service('refunds').create({ donationId: donation.id, reason: 'x' }))).toBe(
      'not_treasurer'
    )
    const { data } = await ben.service('messages').find({ query: { roomId: roof.room.id } })
    const message = data.find(({ kind }) => kind === 'gift')
    expect(await reasonOf(ben.service('messages').remove(String(message?.id)))).toBe('not_author')
    await moderator.service('messages').remove(String(message?.id))
    expect(await ana.service('donations').get(donation.id)).toMatchObject({ refundOfferedAt: expect.any(Number) })
    const { data: listed } = await ben.service('gifts').find({ query: { campaignId: roof.campaign.id } })
    expect(listed).toMatchObject([{ text: '', amount: 2500 }])
    await expectBooksRight(roof, { ...ONE, cards: [{ text: '' }] })
    await ana.service('refunds').create({ donationId: donation.id, reason: 'then I want it back' })
    expect(await settled(giving, donation)).toMatchObject({ status: 'refunded' })
    // it stays down
    await expectBooksRight(roof, { ...NOTHING, cards: [{ text: '' }] })
  })

  test('is not offered back when its donor took the message down', async () => {
    const { ana, ben } = giving
    await ana.service('memberships').create({ roomId: roof.room.id })
    const donation = await give(ana, roof, { message: 'too loud' })
    const { data } = await ben.service('messages').find({ query: { roomId: roof.room.id } })
    await ana.service('messages').remove(String(data.find(({ kind }) => kind === 'gift')?.id))
    expect(await ana.service('donations').get(donation.id)).toMatchObject({ refundOfferedAt: null })
    await expectBooksRight(roof, { ...ONE, cards: [{ text: '' }] })
  })

  test('cannot be written anew', async () => {
    const { ana, ben } = giving
    await ana.service('memberships').create({ roomId: roof.room.id })
    await give(ana, roof, { message: 'as it was' })
    const { data } = await ben.service('messages').find({ query: { roomId: roof.room.id } })
    const id = String(data.find(({ kind }) => kind === 'gift')?.id)
    expect(await reasonOf(ana.service('messages').patch(id, { text: '1,000,000 €' }))).toBe('not_allowed')
    await expectBooksRight(roof, { ...ONE, cards: [{ text: 'as it was' }] })
  })
})

describe('money that came without a provider', () => {
  const record = (more: object) => {
    const gift = { campaignId: roof.campaign.id, amount: 2500, currency: 'EUR', method: 'cash' as const }
    return giving.treasurer.service('offline-gifts').create({ ...gift, ...more })
  }

  test('is recorded for somebody who is here: receipt, message, bar and badge', async () => {
    const donor = await aDonor(giving)
    roof = await collect(giving)
    const receivedAt = Date.now() - 5000
    const donation = await record({ userId: donor.id, message: 'In the tin', receivedAt })
    expect(donation).toMatchObject({ status: 'succeeded', method: 'cash', succeededAt: receivedAt })
    expect((await donor.service('receipts').find()).total).toBe(1)
    expect((await giving.ben.service('profiles').get(donor.id)).supporterSince).toBe(receivedAt)
    await expectBooksRight(roof, { ...ONE, cards: [{ amount: 2500, userId: donor.id, text: 'In the tin' }] })
  })

  test('or of somebody who is not, by name or without', async () => {
    await record({ donorName: 'Grandma Erna' })
    await record({ donorName: 'Secret Sam', visibility: 'anonymous', amount: 700 })
    const cards = [
      { userId: null, name: 'Grandma Erna', anonymous: false },
      { userId: null, name: null, anonymous: true }
    ]
    await expectBooksRight(roof, { raised: 3200, gifts: 2, people: 2, cards })
  })

  test('is recorded once, however often it is sent', async () => {
    const id = uuidv7()
    const all = await Promise.all([1, 2, 3].map(() => record({ id, userId: giving.ana.id })))
    expect(all.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    expect(await reasonOf(record({ id, userId: giving.ana.id, amount: 1 }))).toBe('id_conflict')
    expect(await reasonOf(record({ id, userId: giving.ben.id }))).toBe('id_conflict')
    expect(await reasonOf(giving.ben.service('offline-gifts').create({ donationId: id, method: 'cash' }))).toBe(
      'not_treasurer'
    )
    await expectBooksRight(roof, { ...ONE, cards: [{ userId: giving.ana.id }] })
  })

  test('that was announced as a transfer is public only when a treasurer has seen it arrive', async () => {
    const { ana, owner, treasurer } = giving
    const [community] = (await owner.service('communities').find()).data
    const bankAccount = { accountHolder: 'The garden', iban: 'DE89370400440532013000', bic: null }
    await owner.service('communities').patch(String(community?.id), { bankAccount })
    const donation = await begin(ana, roof, { provider: 'offline', message: 'By bank' })
    expect(donation).toMatchObject({ status: 'pending', checkoutUrl: null, bankTransfer: { iban: bankAccount.iban } })
    expect(await treasurer.service('donations').get(donation.id)).toMatchObject({ bankTransfer: null })
    await expectBooksRight(roof, NOTHING)
    const arrived = { donationId: donation.id, method: 'bank_transfer' as const }
    await Promise.all([treasurer, owner].map((by) => by.service('offline-gifts').create(arrived)))
    expect(await ana.service('donations').get(donation.id)).toMatchObject({ status: 'succeeded', bankTransfer: null })
    await expectBooksRight(roof, { ...ONE, cards: [{ userId: ana.id, text: 'By bank' }] })
  })

  test('goes back by hand, also in two parts at once', async () => {
    const { id } = await record({ userId: giving.ana.id })
    await Promise.all([1000, 500].map((amount) => refund(id, amount)))
    expect(await settled(giving, { id })).toMatchObject({ status: 'partially_refunded', refundedAmount: 1500 })
    await expectBooksRight(roof, { ...ONE, raised: 1000, cards: [{ refundedAmount: 1500 }] })
    expect(await reasonOf(refund(id, 1001))).toBe('refund_too_large')
    await refund(id, 1000)
    await expectBooksRight(roof, { ...NOTHING, cards: [{ status: 'refunded' }] })
  })

  test('of a checkout cannot be recorded a second time', async () => {
    const donation = await begin(giving.ana, roof)
    const arrived = { donationId: donation.id, method: 'cash' as const }
    expect(await reasonOf(giving.treasurer.service('offline-gifts').create(arrived))).toBe('invalid_transition')
    await payWith(pageOf(giving, donation), CARDS.paid)
    await settled(giving, donation)
    await expectBooksRight(roof, { ...ONE, cards: [{ amount: 2500 }] })
  })
})

test('The list of gifts asks only what it can answer', async () => {
  const { id } = await give(giving.ana, roof)
  const { ben } = giving
  const list = (query: object) => ben.service('gifts').find({ query: query })
  expect(await list({ campaignId: roof.campaign.id })).toMatchObject({ total: 1 })
  expect(await reasonOf(list({ donationId: id }))).toBe('unknown_field')
  expect(await reasonOf(list({ createdAt: { $gt: Date.now() } }))).toBe('unknown_field')
})
