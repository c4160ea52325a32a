import type { Knex } from 'knex'
import type { Application, Transaction } from '../declarations.ts'
import { incomeOf } from './ledger.ts'
import type { DonationRow } from './rows.ts'

export interface Totals {
  raised: number
  gifts: number
  people: number
}

/** What a campaign has, read from the ledger: gifts that went back whole are none, and each anonymous one is a person of its own. */
const BOOKED = `
  select coalesce(-sum(gift.income), 0) as raised,
    coalesce(sum(case when gift.income < 0 then 1 else 0 end), 0) as gifts,
    count(distinct case when gift.income < 0 then
      case when d.visibility = 'anonymous' or d."userId" is null then d.id else d."userId" end end) as people
  from (select "donationId", sum(amount) as income from ledger where account = :account group by "donationId") as gift
  join donations d on d.id = gift."donationId"`

/** All that was ever booked for a campaign, added up: what its totals are held against. */
export const totalsOf = (db: Knex, campaignId: string, test: boolean): Promise<Totals> =>
  ask(db, BOOKED, { account: incomeOf(campaignId, test) })

/** The same by what the books said of each gift when they last spoke of it: from one index alone, for each booking asks it. */
const NOTED = `
  select coalesce(sum(income), 0) as raised,
    coalesce(sum(case when income > 0 then 1 else 0 end), 0) as gifts,
    count(distinct case when income > 0 and visibility <> 'anonymous' then "userId" end)
      + coalesce(sum(case when income > 0 and (visibility = 'anonymous' or "userId" is null) then 1 else 0 end), 0) as people
  from donations where "campaignId" = :campaignId and test = :test and income <> 0`

const ask = async (db: Knex, question: string, about: Record<string, string | boolean>): Promise<Totals> => {
  const answer = (await db.raw(question, about)) as Row[] | { rows: Row[] }
  const [row] = Array.isArray(answer) ? answer : answer.rows
  return { raised: Number(row?.raised), gifts: Number(row?.gifts), people: Number(row?.people) }
}
type Row = Record<keyof Totals, string | number>

/** Rewrites what a campaign shows, from the ledger, in the transaction of the booking; heard by everybody afterwards. */
export const refreshTotals = async (app: Application, { trx, after }: Transaction, donation: DonationRow) => {
  const { id, campaignId } = donation
  const test = Boolean(donation.test)
  // who counts next waits until this is durable: else each would not see what the other one changed
  await trx!('campaigns').where({ id: campaignId }).forNoKeyUpdate().first('id')
  const account = incomeOf(campaignId, test)
  const income = trx!('ledger').where({ account, donationId: id }).select(trx!.raw('coalesce(-sum(amount), 0)'))
  await trx!('donations').where({ id }).update({ income })
  const { raised, gifts, people } = await ask(trx!, NOTED, { campaignId, test })
  const totals = test
    ? { testRaisedAmount: raised, testGiftCount: gifts, testPeopleCount: people }
    : { raisedAmount: raised, giftCount: gifts, peopleCount: people }
  await trx!('campaigns').where({ id: campaignId }).update(totals)
  after?.(async () => {
    const campaign = await app.service('campaigns').get(campaignId)
    if (campaign.status !== 'draft') app.service('campaigns').emit('patched', campaign)
  })
}

const DAY = 24 * 3600_000
/** A gift supports for a month, with some days for the next one to arrive. */
const SUPPORT = 34 * DAY
/** A pause of so long does not begin the months of support anew. */
const GRACE = 14 * DAY

/**
 * Since when, and until when, somebody supports the community by gifts that others may know of: an anonymous gift must not light a
 * badge at the moment that it comes.
 */
export const supportOf = (times: readonly number[], now: number) => {
  let since: number | undefined
  let until = 0
  for (const at of [...times].sort((a, b) => a - b)) {
    if (since === undefined || at > until + GRACE) since = at
    until = Math.max(until, at + SUPPORT)
  }
  return since !== undefined && until > now ? { since, until } : undefined
}

/** Lights or puts out somebody's badge, by their gifts as they stand. */
export const refreshSupport = async (app: Application, transaction: Transaction, userId: string, test: boolean) => {
  const trx = transaction.trx!
  const gifts: Pick<DonationRow, 'succeededAt'>[] = await trx('donations')
    .where({ userId, test })
    .whereIn('status', ['succeeded', 'partially_refunded'])
    .whereNot({ visibility: 'anonymous' })
    .whereNotNull('succeededAt')
    .select('succeededAt')
  const support = supportOf(
    gifts.map(({ succeededAt }) => Number(succeededAt)),
    Date.now()
  )
  const before = await trx('profiles').where({ id: userId }).first('supporterSince', 'supporterUntil', 'supporterTest')
  if (!before) return
  const after = {
    supporterSince: support?.since ?? null,
    supporterUntil: support?.until ?? null,
    supporterTest: support !== undefined && test
  }
  const isSame = before.supporterSince === after.supporterSince && before.supporterUntil === after.supporterUntil
  if (isSame && Boolean(before.supporterTest) === after.supporterTest) return
  await app.service('profiles').patch(userId, after, { transaction })
}
