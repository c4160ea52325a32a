import { Readable } from 'node:stream'
import type { Knex } from 'knex'
import type { Middleware } from 'koa'
import { actorOfRequest } from '../../authentication.ts'
import { BOM, csvLine } from '../../csv.ts'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { decimalOf } from '../../payments/currencies.ts'
import { holds } from '../../policy.ts'
import { isId } from '../../validators.ts'
import { linesOf } from './booked.ts'

const DAY = 86_400_000
const COLUMNS = ['day', 'kind', 'account', 'amount', 'currency', 'bookings']

/**
 * `GET /exports/books.csv?campaignId=`: the open books of a campaign as a table, for those who may read the ledger. The sums of a day
 * (UTC): no line is a gift, and none says when in the day it came.
 */
export const booksCsvRoute =
  (app: Application): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/exports/books.csv') return next()
    if (ctx.method !== 'GET') throw refusal('method_not_allowed')
    const actor = await actorOfRequest(app, ctx.req)
    if (!holds(actor, 'donations')) throw refusal('insufficient_scope')
    const { campaignId, ...unknown } = ctx.query
    if (!isId(campaignId) || Object.keys(unknown).length > 0) throw refusal('invalid_query')
    const { read } = app.get('database')
    const campaign: { slug: string } | undefined = await read('campaigns')
      .where({ id: campaignId })
      .whereNot({ status: 'draft' })
      .first('slug')
    if (!campaign) throw refusal('not_found')
    ctx.set({
      'Content-Disposition': `attachment; filename="books.csv"; filename*=UTF-8''books-${encodeURIComponent(campaign.slug)}.csv`,
      'Cache-Control': 'private, no-store'
    })
    ctx.type = 'text/csv; charset=utf-8'
    ctx.body = Readable.from(await csvOf(read, campaignId, app.get('payments').test))
  }

/** As many lines as days on which something was booked, times some accounts: it fits into memory. */
const csvOf = async (db: Knex, campaignId: string, test: boolean) => {
  // whole numbers divide to whole numbers, on both databases
  const day = db.raw('?? / 86400000', ['ledger.createdAt'])
  const rows: Line[] = await linesOf(db, campaignId, test)
    .groupBy('ledger.kind', 'ledger.account', 'ledger.currency')
    .groupByRaw('1')
    .orderByRaw('1')
    .orderBy(['ledger.kind', 'ledger.account'])
    .select({ day }, 'ledger.kind', 'ledger.account', 'ledger.currency')
    .sum('ledger.amount as amount')
    .count('ledger.id as bookings')
  const head = BOM + csvLine(COLUMNS)
  return [head, ...rows.map(line)]
}
interface Line {
  day: number | string
  kind: string
  account: string
  currency: string
  amount: number | string
  bookings: number | string
}

const line = ({ day, kind, account, currency, amount, bookings }: Line) => {
  const date = new Date(Number(day) * DAY).toISOString().slice(0, 10)
  return csvLine([date, kind, account, decimalOf(Number(amount), currency), currency, String(bookings)])
}
