import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { LedgerEntry, LedgerQuery } from '../../api/client.ts'
import { book, verifyLedger } from '../../api/payments/ledger.ts'
import { aGiving, collect, give, reasonOf } from '../support/giving.ts'
import type { Collection, Giving } from '../support/giving.ts'
import type { Somebody } from '../support/people.ts'

const DAY = 24 * 3600_000
const TODAY = Math.floor(Date.now() / DAY) * DAY
const YESTERDAY = TODAY - DAY
const [FROM, GIFTS] = [1000, 24]

let giving: Giving
let roof: Collection
/** What was booked yesterday, in its order: an amount each, so that a line is known by it. */
let amounts: number[]

beforeAll(async () => {
  giving = await aGiving()
  roof = await collect(giving)
  amounts = Array.from({ length: GIFTS }, (_, n) => FROM + n)
  const clock = vi.spyOn(Date, 'now')
  try {
    // the day before, the last moment of it, and one minute after the other
    const times = [YESTERDAY - 1, ...amounts.map((_, n) => YESTERDAY + n * 60_000), TODAY - 1]
    for (const [n, at] of times.entries()) {
      clock.mockReturnValue(at)
      await bookGift([1, ...amounts, 2][n] ?? 0)
    }
  } finally {
    clock.mockRestore()
  }
  await give(giving.ana, roof, { amount: 7777, visibility: 'amount_hidden' })
})

const bookGift = (amount: number) =>
  giving.hearth.app.get('database').transaction((trx) => {
    const id = uuidv7()
    const income = `test:income:campaign:${roof.campaign.id}`
    const entries = [
      { account: 'test:asset:stripe:EUR', amount },
      { account: income, amount: -amount }
    ]
    return book(trx, {
      kind: 'charge',
      sourceKey: `charge:${id}`,
      donationId: id,
      currency: 'EUR',
      test: true,
      entries
    })
  })

const read = async (by: Somebody, query: LedgerQuery = {}) => {
  const page = await by.service('ledger').find({ query: { $limit: 100, ...query } })
  expect(page.data).toHaveLength(page.total)
  return page.data
}
const assets = (lines: LedgerEntry[]) => lines.filter(({ amount }) => amount > 0).map(({ amount }) => amount)
const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
const sums = (lines: LedgerEntry[], by: 'account' | 'transactionId') => {
  const all = new Map<string, number>()
  for (const line of lines) all.set(line[by], (all.get(line[by]) ?? 0) + line.amount)
  return all
}

describe('who keeps the books', () => {
  test('reads each line with its gift and its time, and the chain holds', async () => {
    const lines = await read(giving.treasurer)
    expect(assets(lines)).toEqual(expect.arrayContaining([1, ...amounts, 2, 7777]))
    expect(lines.every(({ donationId }) => donationId !== null)).toBe(true)
    expect(lines.filter(({ createdAt }) => createdAt % DAY === 0)).toHaveLength(2)
    const id = String(lines[0]?.id)
    expect(await giving.treasurer.service('ledger').get(id)).toEqual(lines[0])
    expect(await verifyLedger(giving.hearth.app.get('database').read)).toEqual([])
  })
})

describe('everybody else', () => {
  test('reads the days that are over, and of today nothing', async () => {
    const lines = await read(giving.ben)
    expect(assets(lines).toSorted((a, b) => a - b)).toEqual([1, 2, ...amounts])
    expect(JSON.stringify(lines)).not.toContain('7777')
    expect(new Set(lines.map(({ createdAt }) => createdAt))).toEqual(new Set([YESTERDAY - DAY, YESTERDAY]))
  })

  test('adds up the same sums', async () => {
    const [open, all] = [await read(giving.ben), await read(giving.treasurer, { createdAt: { $lt: TODAY } })]
    expect(sums(open, 'account')).toEqual(new Map([...sums(all, 'account')]))
    expect(new Set(sums(open, 'transactionId').values())).toEqual(new Set([0]))
    expect(sums(open, 'transactionId').size).toBe(sums(all, 'transactionId').size)
  })

  test('finds no id in it that is one of ours, or holds a time', async () => {
    const [open, all] = [await read(giving.ben), await read(giving.treasurer)]
    const ours = new Set(all.flatMap(({ id, transactionId, donationId }) => [id, transactionId, donationId]))
    const theirs = open.flatMap(({ id, transactionId }) => [id, transactionId])
    expect(theirs.filter((id) => ours.has(id))).toEqual([])
    expect(new Set(theirs.map(timeOf))).toEqual(new Set([0]))
    expect(open.filter(({ donationId }) => donationId !== null)).toEqual([])
    const line = open[0]!
    expect(await giving.ben.service('ledger').get(line.id)).toEqual(line)
    expect(await read(giving.ben, { transactionId: line.transactionId })).toHaveLength(2)
    expect(await reasonOf(giving.ben.service('ledger').get(all[0]!.id))).toBe('not_found')
    expect(await read(giving.ben, { transactionId: all[0]!.transactionId })).toEqual([])
  })

  test.each<LedgerQuery>([
    {},
    { $sort: { createdAt: 1 } },
    { $sort: { createdAt: -1 } },
    { $sort: { account: 1 } },
    { $sort: { kind: -1 } },
    { $sort: { transactionId: 1 } },
    { account: 'test:asset:stripe:EUR' },
    { $or: [{ kind: 'charge' }] }
  ])('asked by %j: within a day nothing stands as it was booked', async (query) => {
    const lines = await read(giving.ben, query)
    const booked = assets(lines.filter(({ createdAt }) => createdAt === YESTERDAY)).filter((amount) => amount >= FROM)
    expect(booked).toHaveLength(GIFTS)
    // by chance, half of the neighbours stand in the order of booking; all but a few would be no chance
    const steps = booked.slice(1).filter((amount, n) => amount > booked[n]!).length
    expect(steps).toBeGreaterThan(2)
    expect(steps).toBeLessThan(GIFTS - 3)
  })

  test('cannot ask for an hour', async () => {
    const noon = YESTERDAY + DAY / 2
    expect(await read(giving.ben, { createdAt: { $gt: YESTERDAY, $lt: TODAY } })).toEqual([])
    expect(await read(giving.ben, { createdAt: { $gte: YESTERDAY, $lt: noon } })).toHaveLength(2 * (GIFTS + 1))
    expect(await read(giving.ben, { createdAt: { $gte: noon } })).toEqual([])
    expect(await read(giving.ben, { $or: [{ createdAt: { $gte: TODAY } }] })).toEqual([])
  })

  test('hears nothing of a booking', async () => {
    const from = giving.ben.heard.length
    await give(giving.ana, roof, { amount: 500 })
    expect(giving.ben.heard.slice(from).filter(({ event }) => event.startsWith('ledger'))).toEqual([])
  })
})

test('Who is not signed in reads none of it', async () => {
  const answer = await fetch(`${giving.hearth.url}/api/ledger`)
  expect(answer.status).toBe(401)
})
