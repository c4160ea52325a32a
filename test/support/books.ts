import { expect } from 'vitest'
import type { Message } from '../../api/client.ts'
import { compareWithProvider } from '../../api/payments/compare-with-provider.ts'
import { verifyBooks } from '../../api/payments/verify-books.ts'
import { PAID } from '../../api/payments/states.ts'
import { totalsOf } from '../../api/payments/totals.ts'
import type { GiftCard } from '../../api/services/messages/messages.schema.ts'
import { everythingHeard, type Collection, type Giving } from './giving.ts'
import type { Somebody } from './people.ts'

export interface Expected {
  raised: number
  gifts: number
  people: number
  /** The gifts that the room was told of, in its order. */
  cards: (Partial<GiftCard> & Partial<Pick<Message, 'userId' | 'text' | 'donationId'>>)[]
}

export const NOTHING: Expected = { raised: 0, gifts: 0, people: 0, cards: [] }

/**
 * One truth for ledger, campaign, room, receipts, badges, provider, and for everybody who listened: to be asked after every
 * scenario.
 */
export const expectBooksRight = async (collection: Collection, { raised, gifts, people, cards }: Expected) => {
  const { giving, campaign, room, since } = collection
  const { hearth, control, ben } = giving
  const db = hearth.app.get('database').read
  await control.deliver()
  await everythingHeard(giving)

  expect(await verifyBooks(db), 'the books').toEqual([])
  expect(await unbalanced(giving), 'transactions that do not sum to zero').toEqual([])
  const shown = await ben.service('campaigns').get(campaign.id)
  const totals = { raisedAmount: raised, giftCount: gifts, peopleCount: people, test: true }
  expect(shown).toMatchObject(totals)
  expect(await totalsOf(db, campaign.id, true), 'the totals of the ledger').toEqual({ raised, gifts, people })
  const log = await ben.service('messages').find({ query: { roomId: room.id, $sort: { seq: 1 } } })
  const told = log.data.filter(({ kind }) => kind === 'gift')
  const said = told.map(({ gift, userId, text, donationId }) => ({ ...gift, userId, text, donationId }))
  expect(said, 'what the room was told').toMatchObject(cards)
  await expectNumbered(giving)
  await expectBadges(giving)
  expect(await booksOf(collection), 'what the provider keeps for us').toEqual(await keptFor(collection))
  expect(await compareWithProvider(hearth.app, since), 'differences to the provider').toEqual([])
  await expectSameAsLoaded(collection)
}

const unbalanced = async ({ hearth }: Giving) => {
  const sums = await hearth.app
    .get('database')
    .read('ledger')
    .groupBy('transactionId', 'currency')
    .select('transactionId')
    .sum('amount as sum')
  return sums.filter(({ sum }) => Number(sum) !== 0)
}

/** Receipts and credit notes: 1, 2, 3 … without gaps. */
const expectNumbered = async ({ hearth }: Giving) => {
  const numbers = await hearth.app.get('database').read('receipts').orderBy('number').pluck<string[]>('number')
  const year = String(new Date().getUTCFullYear())
  const expected = numbers.map((_number, i) => `TEST-${year}-${String(i + 1).padStart(6, '0')}`)
  expect(numbers, 'the numbers of receipts').toEqual(expected)
}

/** Whoever gave so that others may know it, and did not get it back, has the badge, and nobody else. */
const expectBadges = async ({ hearth }: Giving) => {
  const db = hearth.app.get('database').read
  const supporters = await db('donations')
    .whereIn('status', ['succeeded', 'partially_refunded'])
    .whereNot({ visibility: 'anonymous' })
    .whereNotNull('userId')
    .distinct()
    .orderBy('userId')
    .pluck<string[]>('userId')
  const badges = await db('profiles').whereNotNull('supporterSince').orderBy('id').pluck<string[]>('id')
  expect(badges, 'the badges').toEqual(supporters)
}

/** What the books say that the provider has for us, of one campaign. */
const booksOf = async ({ giving, campaign }: Collection) => {
  const db = giving.hearth.app.get('database').read
  const row = await db('ledger')
    .where({ account: `test:asset:stripe:${campaign.currency}` })
    .whereIn('donationId', db('donations').where({ campaignId: campaign.id }).select('id'))
    .sum('amount as sum')
    .first()
  return Number(row?.sum ?? 0)
}

/** What it has, by its own account: payments, less its fees, less what went back. */
const keptFor = async ({ giving, campaign }: Collection) => {
  const db = giving.hearth.app.get('database').read
  const payments = await db('donations')
    .where({ campaignId: campaign.id, provider: 'stripe' })
    .whereIn('status', [...PAID])
    .pluck<string[]>('paymentRef')
  const sources = await Promise.all([
    db('sandboxPayments').whereIn('id', payments).pluck<string[]>('chargeId'),
    db('sandboxRefunds').whereIn('paymentId', payments).pluck<string[]>('id'),
    db('sandboxDisputes').whereIn('paymentId', payments).pluck<string[]>('id')
  ])
  const row = await db('sandboxTransactions')
    .whereIn('sourceId', sources.flat())
    .sum('amount as amount')
    .sum('fee as fee')
    .first()
  return Number(row?.amount ?? 0) - Number(row?.fee ?? 0)
}

type Row = Record<string, unknown> & { id: string }

/** State after events is state after a fresh load, for everybody who may hear of it. */
const expectSameAsLoaded = async ({ giving, room, campaign }: Collection) => {
  const { people, owner, treasurer, ben } = giving
  await Promise.all([
    ...people.flatMap((person) =>
      (['donations', 'subscriptions', 'receipts'] as const).map((path) => expectHeard(person, path))
    ),
    ...[owner, treasurer].flatMap((person) =>
      (['refunds', 'disputes'] as const).map((path) => expectHeard(person, path))
    ),
    ...people.map((person) => expectHeard(person, 'campaigns', { id: campaign.id })),
    expectHeard(ben, 'messages', { roomId: room.id }),
    ...[...folded(ben, 'profiles').keys()].map((id) => expectHeard(ben, 'profiles', { id }))
  ])
}

/** What somebody heard, the latest of each record. */
export const folded = ({ heard }: Somebody, path: string) => {
  const records = new Map<string, Row>()
  for (const { event, data } of heard) if (event.split(' ')[0] === path) records.set(String(data.id), data as Row)
  return records
}

type Path = 'campaigns' | 'donations' | 'subscriptions' | 'receipts' | 'refunds' | 'disputes' | 'messages' | 'profiles'

const expectHeard = async (person: Somebody, path: Path, query: Record<string, string> = {}) => {
  const page = await person.service(path).find({ query: { ...query, $limit: 100 } })
  const isMeant = (row: Row) => Object.entries(query).every(([name, value]) => row[name] === value)
  const byId = (rows: Row[]) => rows.filter(isMeant).sort((a, b) => a.id.localeCompare(b.id))
  const heard = byId([...folded(person, path).values()])
  expect(heard, `${path} as ${person.email} heard of them`).toEqual(byId(page.data as unknown as Row[]))
}
