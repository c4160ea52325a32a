import { isDeepStrictEqual } from 'node:util'
import { compareWithProvider } from '../../api/payments/compare-with-provider.ts'
import { verifyBooks } from '../../api/payments/verify-books.ts'
import { publicGift } from '../../api/payments/gift-message.ts'
import type { DonationRow, SubscriptionRow } from '../../api/payments/rows.ts'
import { isPaid } from '../../api/payments/states.ts'
import { totalsOf } from '../../api/payments/totals.ts'
import { promiseOf, truthOf, type Truth } from './gift-world.truth.ts'
import { db, type Play } from './gift-world.ts'

interface Entry {
  transactionId: string
  donationId: string
  account: string
  amount: number
}
interface Told {
  giftKey: string
  userId: string | null
  donationId: string | null
  gift: string
}

/** Everything that the app has of a campaign. */
const readAll = async (play: Play) => {
  const donations: DonationRow[] = await db(play)('donations').where({ campaignId: play.campaign.id })
  const ids = donations.map(({ id }) => id)
  const of = (table: string, column = 'donationId') => db(play)(table).whereIn(column, ids)
  const [ledger, charges, messages, receipts, refunds, disputes] = (await Promise.all([
    of('ledger'),
    of('ledgerTransactions').whereIn('kind', ['charge', 'offline']).pluck('donationId'),
    of('messages', 'giftKey'),
    of('receipts').where({ kind: 'receipt' }).pluck('donationId'),
    of('refunds').whereNotNull('providerRef').whereNot({ status: 'failed' }),
    of('disputes').where({ status: 'lost' })
  ])) as [Entry[], string[], Told[], string[], Entry[], Entry[]]
  return { donations, ledger, charges, messages, receipts, refunds, disputes }
}
type All = Awaited<ReturnType<typeof readAll>>

const sum = (entries: { amount: number }[]) => entries.reduce((all, { amount }) => all + amount, 0)
const ofGift =
  (id: string) =>
  <T extends { donationId: string | null }>(rows: T[]) =>
    rows.filter((row) => row.donationId === id)
export const incomeIn = (ledger: Entry[]) => -sum(ledger.filter(({ account }) => account.includes('income:')))

const wrongOfGift = (row: DonationRow, all: All): string[] => {
  const { id, status, total, succeededAt } = row
  const mine = ofGift(id)
  const wrong: string[] = []
  const must = (what: string, is: unknown, should: unknown) => {
    if (is !== should)
      wrong.push(
        `${what} of the ${row.message || 'next month’s'} gift (${status}): ${String(is)}, not ${String(should)}`
      )
  }
  const times = isPaid(status) ? 1 : 0
  must('charges', all.charges.filter((donationId) => donationId === id).length, times)
  must('receipts', all.receipts.filter((donationId) => donationId === id).length, times)
  const told = all.messages.filter(({ giftKey }) => giftKey === id)
  must('messages', told.length, times)
  must('times', succeededAt === null ? 0 : 1, times)
  must('income', incomeIn(mine(all.ledger)), times * (total - sum(mine(all.refunds)) - sum(mine(all.disputes))))
  const [message] = told
  if (!message) return wrong
  const isAnonymous = row.visibility === 'anonymous'
  must('donor in the message', message.userId, isAnonymous ? null : row.userId)
  must('gift in the message', message.donationId, isAnonymous ? null : id)
  const card = publicGift(row)
  if (!isDeepStrictEqual(JSON.parse(message.gift), card))
    wrong.push(`the card is ${message.gift}, not ${JSON.stringify(card)}`)
  return wrong
}

/** What is wrong with what the app has, whatever the provider says. */
const lookNow = async (play: Play) => {
  const all = await readAll(play)
  const wrong = all.donations.flatMap((row) => wrongOfGift(row, all))
  for (const id of new Set(all.ledger.map(({ transactionId }) => transactionId)))
    if (sum(all.ledger.filter(({ transactionId }) => transactionId === id)) !== 0)
      wrong.push(`${id} does not sum to zero`)
  return [...wrong, ...(await wrongTotals(play))]
}

/** What is wrong with everything that the app has, of all histories so far. */
export const wrongOfAll = async (play: Play): Promise<string[]> => [
  ...(await verifyBooks(db(play))),
  ...(await wrongNumbers(play)),
  ...(await wrongBadges(play))
]

const wrongTotals = async (play: Play) => {
  const { id } = play.campaign
  const row = await db(play)('campaigns').where({ id }).first('testRaisedAmount', 'testGiftCount', 'testPeopleCount')
  const shown = Object.values(row as object)
  const { raised, gifts, people } = await totalsOf(db(play), id, true)
  if (isDeepStrictEqual(shown, [raised, gifts, people])) return []
  return [`the campaign shows ${shown.join()}, the ledger says ${[raised, gifts, people].join()}`]
}

/** The app's own jobs run beside: what was read in the middle of a step is read once more. */
export const wrongNow = async (play: Play): Promise<string[]> => {
  for (let tries = 3; ; tries--) {
    const wrong = await lookNow(play)
    if (wrong.length === 0 || tries === 0) return wrong
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}

const wrongNumbers = async (play: Play) => {
  const year = String(new Date().getUTCFullYear())
  const numbers = await db(play)('receipts').orderBy('number').pluck<string[]>('number')
  const gap = numbers.findIndex((number, i) => number !== `TEST-${year}-${String(i + 1).padStart(6, '0')}`)
  const counter: { value: number } | undefined = await db(play)('counters')
    .where({ name: `test receipt ${year}` })
    .first('value')
  if ((counter?.value ?? 0) !== numbers.length)
    return [`${String(counter?.value)} numbers were taken for ${numbers.length} receipts`]
  return gap < 0 ? [] : [`before receipt ${String(numbers[gap])} there is a gap`]
}

const wrongBadges = async (play: Play) => {
  const supporters = await db(play)('donations')
    .whereIn('status', ['succeeded', 'partially_refunded'])
    .whereNot({ visibility: 'anonymous' })
    .whereNotNull('userId')
    .distinct()
    .pluck<string[]>('userId')
  const badges = await db(play)('profiles').whereNotNull('supporterSince').pluck<string[]>('id')
  return isDeepStrictEqual(new Set(badges), new Set(supporters)) ? [] : ['badges are not with those who support']
}

const differences = (truth: Truth, row: DonationRow | undefined, ledger: Entry[]) => {
  if (!row) return [`the month of ${String(truth.invoiceId)} was paid and is not here`]
  const on = (part: string) => sum(ledger.filter(({ account }) => account.includes(part)))
  const facts: [string, unknown, unknown][] = [
    ['is', row.status, truth.status.includes(row.status) ? row.status : truth.status.join()],
    ['has an income of', incomeIn(ledger), truth.income],
    ['has gone back with', row.refundedAmount, truth.refunded],
    ['has with the provider', on('asset:'), truth.kept],
    ['has on hold', on('liability:'), truth.held],
    ['belongs to the invoice', row.invoiceRef, truth.isPaid ? truth.invoiceId : row.invoiceRef]
  ]
  return facts
    .filter(([, is, should]) => is !== should)
    .map(
      ([what, is, should]) =>
        `the ${row.message || 'next month’s'} gift ${what} ${String(is)}; at the provider ${String(should)}`
    )
}

/** Where the app is not what the provider is; to be asked when it has had every chance to hear of it. */
export const wrongToProvider = async (play: Play): Promise<string[]> => {
  const { donations, ledger } = await readAll(play)
  const wrong = await compareWithProvider(play.giving.hearth.app, play.since)
  let expected = 0
  for (const gift of play.gifts) {
    for (const truth of await truthOf(play, gift)) {
      expected++
      const { donationId, invoiceId } = truth
      const row = donations.find(({ id, invoiceRef }) => (donationId ? id === donationId : invoiceRef === invoiceId))
      wrong.push(...differences(truth, row, ofGift(row?.id ?? '')(ledger)))
    }
    const promise = await promiseOf(play, gift)
    if (promise) wrong.push(...(await wrongPromise(play, promise)))
  }
  if (donations.length !== expected) wrong.push(`${donations.length} gifts, and ${expected} at the provider`)
  return wrong
}

const wrongPromise = async (play: Play, promise: NonNullable<Awaited<ReturnType<typeof promiseOf>>>) => {
  const row: SubscriptionRow | undefined = await db(play)('subscriptions').where({ providerRef: promise.id }).first()
  const ours = row && {
    ...{ id: row.providerRef, status: row.status, total: row.amount + row.feeCover },
    currentPeriodEnd: row.currentPeriodEnd
  }
  if (isDeepStrictEqual(ours, promise)) return []
  return [`the promise is ${JSON.stringify(ours)}; at the provider ${JSON.stringify(promise)}`]
}
