import { Readable } from 'node:stream'
import type { Knex } from 'knex'
import type { Middleware } from 'koa'
import { actorOfRequest } from '../../authentication.ts'
import { BOM, csvLine } from '../../csv.ts'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { decimalOf } from '../../payments/currencies.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { STATUSES } from '../../payments/states.ts'
import { isTreasurer } from '../../policy.ts'
import { isId } from '../../validators.ts'

const COLUMNS = [
  ...[
    'id',
    'date',
    'campaign',
    'donor',
    'handle',
    'amount',
    'fee_cover',
    'total',
    'refunded',
    'provider_fee',
    'currency'
  ],
  ...['interval', 'visibility', 'status', 'method', 'provider', 'test', 'message']
]
const PAGE = 1000

/** `GET /exports/gifts.csv?campaignId=&status=&provider=&from=&to=`: the gifts as a table for a spreadsheet. For treasurers. */
export const giftsCsvRoute =
  (app: Application): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/exports/gifts.csv') return next()
    if (ctx.method !== 'GET') throw refusal('method_not_allowed')
    const actor = await actorOfRequest(app, ctx.req)
    if (!isTreasurer(actor)) throw refusal('not_treasurer')
    const filter = filterOf(ctx.query)
    ctx.set({ 'Content-Disposition': 'attachment; filename="gifts.csv"', 'Cache-Control': 'private, no-store' })
    ctx.type = 'text/csv; charset=utf-8'
    ctx.body = Readable.from(csvOf(app.get('database').read, filter))
  }

type Filter = (builder: Knex.QueryBuilder) => void

/** @throws 400 `invalid_query` */
const filterOf = (query: Record<string, string | string[] | undefined>): Filter => {
  const { campaignId, status, provider, from, to, ...unknown } = query
  const time = (value: unknown) => (/^\d{1,15}$/.test(String(value)) ? Number(value) : Number.NaN)
  const isWrong =
    Object.keys(unknown).length > 0 ||
    (campaignId !== undefined && !isId(campaignId)) ||
    (status !== undefined && !(STATUSES as readonly unknown[]).includes(status)) ||
    (provider !== undefined && provider !== 'stripe' && provider !== 'offline') ||
    [from, to].some((value) => value !== undefined && Number.isNaN(time(value)))
  if (isWrong) throw refusal('invalid_query')
  return (builder) => {
    if (campaignId) void builder.where({ 'donations.campaignId': campaignId })
    if (status) void builder.where({ 'donations.status': status })
    if (provider) void builder.where({ 'donations.provider': provider })
    if (from) void builder.where('donations.createdAt', '>=', time(from))
    if (to) void builder.where('donations.createdAt', '<', time(to))
  }
}

async function* csvOf(db: Knex, filter: Filter) {
  yield BOM + csvLine(COLUMNS)
  for (let last = ''; ;) {
    const page: (DonationRow & { title: string; displayName: string | null; handle: string | null })[] = await db(
      'donations'
    )
      .join('campaigns', 'campaigns.id', 'donations.campaignId')
      .leftJoin('profiles', 'profiles.id', 'donations.userId')
      .where(filter)
      .where('donations.id', '>', last || NIL)
      .orderBy('donations.id')
      .limit(PAGE)
      .select('donations.*', 'campaigns.title', 'profiles.displayName', 'profiles.handle')
    yield page.map((row) => csvLine(line(row))).join('')
    if (page.length < PAGE) return
    last = page.at(-1)?.id ?? ''
  }
}
const NIL = '00000000-0000-0000-0000-000000000000'

const line = (row: DonationRow & { title: string; displayName: string | null; handle: string | null }) => {
  const money = (amount: number | null) => (amount === null ? '' : decimalOf(amount, row.currency))
  return [
    ...[row.id, new Date(row.succeededAt ?? row.createdAt).toISOString(), row.title],
    ...[row.displayName ?? row.donorName ?? '', row.handle ?? ''],
    ...[money(row.amount), money(row.feeCover), money(row.total), money(row.refundedAmount), money(row.fee)],
    ...[row.currency, row.interval, row.visibility, row.status, row.method ?? '', row.provider],
    ...[row.test ? 'test' : '', row.message]
  ]
}
