import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'

/** The books: double entry, append-only. What is owed, what came in and what was kept are sums over these rows. */
export type LedgerKind =
  'charge' | 'fee' | 'refund' | 'refund_failed' | 'dispute' | 'dispute_fee' | 'dispute_won' | 'dispute_lost' | 'offline'

/** One thing that happened to money. Its entries sum to zero in their currency; amounts are minor units. */
export interface Booking {
  kind: LedgerKind
  /** Names the fact: booking it again does nothing. */
  sourceKey: string
  donationId: string
  currency: string
  test: boolean
  entries: { account: string; amount: number }[]
}

interface Chained {
  number: number
  kind: string
  sourceKey: string
  donationId: string | null
  test: boolean | number
  createdAt: number
}
type Entry = Pick<Booking['entries'][number], 'account' | 'amount'> & { currency: string }

/** Money that never was real has accounts of its own. */
export const accountsOf = ({ provider, test, currency, campaignId }: Owner) => {
  const name = (account: string) => (test ? `test:${account}` : account)
  return {
    asset: name(`asset:${provider}:${currency}`),
    campaign: incomeOf(campaignId, test),
    feeCover: name('income:fee_cover'),
    fee: name('expense:provider_fee'),
    disputeFee: name('expense:dispute_fee'),
    hold: name(`liability:dispute_hold:${currency}`)
  }
}
interface Owner {
  provider: string
  test: boolean
  currency: string
  campaignId: string
}
export const incomeOf = (campaignId: string, test: boolean) => `${test ? 'test:' : ''}income:campaign:${campaignId}`

/**
 * Books once. @returns false when this fact stands in the books already
 * @throws when the entries do not sum to zero: nothing is booked then
 */
export const book = async (trx: Knex, booking: Booking): Promise<boolean> => {
  const { entries, kind, sourceKey, donationId, currency, test } = booking
  const moved = entries.filter(({ amount }) => amount !== 0)
  if (moved.reduce((sum, { amount }) => sum + amount, 0) !== 0) throw new Error(`${sourceKey} does not sum to zero`)
  // the counter's row is also the lock: bookings come one after the other
  const [counter] = await trx('counters').where({ name: 'ledger' }).increment('value', 1).returning('value')
  const known = await trx('ledgerTransactions').where({ sourceKey }).first('id')
  if (known || moved.length === 0) {
    await trx('counters').where({ name: 'ledger' }).decrement('value', 1)
    return false
  }
  const { value: number } = counter as { value: number }
  const before = await trx('ledgerTransactions')
    .where({ number: number - 1 })
    .first('hash')
  const head: Chained = { number, kind, sourceKey, donationId, test, createdAt: Date.now() }
  const hash = hashOf(
    (before as { hash?: string } | undefined)?.hash ?? '',
    head,
    moved.map((entry) => ({ ...entry, currency }))
  )
  const id = uuidv7()
  await trx('ledgerTransactions').insert({ id, ...head, hash })
  const openTransactionId = withoutTime()
  const rows = moved.map(({ account, amount }) => ({
    ...{ id: uuidv7(), transactionId: id, kind, account, amount, currency, donationId, createdAt: head.createdAt },
    ...{ openId: withoutTime(), openTransactionId }
  }))
  await trx('ledger').insert(rows)
  return true
}

/** What a line is called where everybody may read it: the time in an id would tell whose gift it was. */
const withoutTime = () => uuidv7({ msecs: 0 })

/** SHA-256 over the hash before it and everything that is booked, in one fixed order. */
const hashOf = (
  before: string,
  { number, kind, sourceKey, donationId, test, createdAt }: Chained,
  entries: Entry[]
) => {
  const lines = entries.map(({ account, amount, currency }) => `${account} ${String(amount)} ${currency}`).sort()
  const head = [before, number, kind, sourceKey, donationId ?? '', test ? 'test' : 'live', createdAt]
  return createHash('sha256')
    .update([...head, ...lines].join('\n'))
    .digest('hex')
}

/** How much of a gift the campaign still has, and the fee cover: minor units, negative entries are income. */
export const incomeOfDonation = async (trx: Knex, donationId: string) => {
  const rows = await trx('ledger').where({ donationId }).groupBy('account').select('account').sum('amount as sum')
  const sum = (part: string) =>
    -rows.filter(({ account }) => String(account).includes(part)).reduce((all, row) => all + Number(row.sum), 0)
  return { campaign: sum('income:campaign:'), feeCover: sum('income:fee_cover') }
}

/** What is wrong with the books, in words; nothing when all is well. Reads in pages, so that it takes no more memory with years. */
export const verifyLedger = async (db: Knex): Promise<string[]> => {
  const wrong: string[] = []
  let before = { number: 0, hash: '' }
  for (;;) {
    const page: (Chained & { id: string; hash: string })[] = await db('ledgerTransactions')
      .where('number', '>', before.number)
      .orderBy('number')
      .limit(PAGE)
    if (page.length === 0) break
    const ids = page.map(({ id }) => id)
    const entries: (Entry & { transactionId: string })[] = await db('ledger')
      .whereIn('transactionId', ids)
      .select('transactionId', 'account', 'amount', 'currency')
    const byTransaction = grouped(entries)
    for (const row of page) {
      const mine = byTransaction.get(row.id) ?? []
      if (row.number !== before.number + 1) wrong.push(`Booking ${String(before.number + 1)} is missing`)
      if (mine.reduce((sum, { amount }) => sum + amount, 0) !== 0)
        wrong.push(`Booking ${String(row.number)} does not sum to zero`)
      if (hashOf(before.hash, row, mine) !== row.hash)
        wrong.push(`Booking ${String(row.number)} is not what was booked: the chain breaks here`)
      before = { number: row.number, hash: row.hash }
    }
  }
  const counter: { value: number } | undefined = await db('counters').where({ name: 'ledger' }).first('value')
  const expected = counter?.value ?? 0
  if (expected !== before.number) wrong.push(`${String(expected - before.number)} bookings at the end are missing`)
  return wrong
}
const PAGE = 500

const grouped = <T extends { transactionId: string }>(rows: T[]) => {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.transactionId)
    if (group) group.push(row)
    else groups.set(row.transactionId, [row])
  }
  return groups
}
