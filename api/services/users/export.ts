import { Readable } from 'node:stream'
import type { Knex } from 'knex'
import type { Middleware } from 'koa'
import { sessionOfRequest } from '../../authentication.ts'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { isConfirmed } from '../../hooks/protect.ts'
import { actorOfSession } from '../sessions/live-session.ts'

/** `GET /exports/me`: everything that Hearth keeps about whoever asks, as one JSON file. */
export const exportRoute =
  (app: Application): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/exports/me') return next()
    if (ctx.method !== 'GET') throw refusal('method_not_allowed')
    const actor = actorOfSession(app, await sessionOfRequest(app, ctx.req))
    if (actor.scopes) throw refusal('insufficient_scope')
    if (!isConfirmed(actor)) throw refusal('step_up_required')
    await app.get('rates').take('exports', actor.userId)
    ctx.set({ 'Content-Disposition': 'attachment; filename="hearth-my-data.json"', 'Cache-Control': 'no-store' })
    ctx.type = 'application/json'
    ctx.body = Readable.from(jsonOf(app.get('database').read, actor.userId))
  }

/** Tables with what one person wrote or is written about, and the columns that are theirs to see. */
const PARTS: Record<string, (db: Knex, userId: string) => Knex.QueryBuilder> = {
  account: (db, id) => db('users').where({ id }),
  profile: (db, id) => db('profiles').where({ id }),
  sessions: (db, userId) =>
    db('sessions')
      .where({ userId })
      .select('id', 'kind', 'name', 'scopes', 'userAgent', 'createdAt', 'lastSeenAt', 'expiresAt', 'revokedAt'),
  passkeys: (db, userId) => db('passkeys').where({ userId }).select('id', 'name', 'createdAt', 'lastUsedAt'),
  memberships: (db, userId) =>
    db('memberships')
      .join('rooms', 'rooms.id', 'memberships.roomId')
      .where({ userId })
      .select('memberships.*', 'rooms.slug', 'rooms.name'),
  files: (db, userId) => db('files').where({ userId }),
  invitations: (db, userId) => db('invitations').where({ userId }),
  donations: (db, userId) =>
    db('donations')
      .where({ userId })
      .select('id', 'campaignId', 'amount', 'feeCover', 'total', 'refundedAmount', 'currency', 'interval', 'visibility')
      .select('message', 'status', 'method', 'provider', 'test', 'createdAt', 'succeededAt'),
  subscriptions: (db, userId) =>
    db('subscriptions')
      .where({ userId })
      .select('id', 'campaignId', 'amount', 'feeCover', 'currency', 'visibility', 'status', 'createdAt', 'endedAt'),
  receipts: (db, userId) => db('receipts').where({ userId }).select('number', 'kind', 'snapshot', 'createdAt'),
  blocks: (db, userId) => db('blocks').where({ userId }),
  reports: (db, userId) =>
    db('reports').where({ userId }).select('id', 'subjectId', 'messageId', 'reason', 'text', 'createdAt'),
  sanctions: (db, userId) =>
    db('sanctions').where({ userId }).select('kind', 'roomId', 'reason', 'createdAt', 'endsAt', 'liftedAt')
}

/** So many messages are read at once: years of talk must not lie in memory. */
const PAGE = 1000

async function* jsonOf(db: Knex, userId: string) {
  yield `{"exportedAt":${String(Date.now())}`
  for (const [name, rows] of Object.entries(PARTS)) yield `,\n"${name}":${JSON.stringify(await rows(db, userId))}`
  yield ',\n"messages":['
  for (let last = '', separator = ''; ;) {
    const page: { id: string }[] = await db('messages')
      .where({ userId })
      .where('id', '>', last || NIL)
      .orderBy('id')
      .limit(PAGE)
    for (const message of page) {
      yield `${separator}\n${JSON.stringify(message)}`
      separator = ','
    }
    if (page.length < PAGE) break
    last = page.at(-1)?.id ?? ''
  }
  yield ']}\n'
}

/** Before every id. */
const NIL = '00000000-0000-0000-0000-000000000000'
