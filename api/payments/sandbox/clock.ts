import type { Knex } from 'knex'
import { expire, settle } from './acts/checkout.ts'
import { openDispute } from './acts/dispute.ts'
import { settleRefund } from './acts/refund.ts'
import { renew, retry } from './acts/subscribe.ts'
import { scenarioOf } from './cards.ts'
import { readPayment, readSession } from './objects/load.ts'
import { change, moveClock, stateNow, type Change, type World } from './world.ts'

interface Due {
  id: string
  /** When (ms). */
  at: number
}

/** Something that happens by itself: where its next time stands, and what is done then. */
interface Kind {
  next(db: Knex): Promise<Due | undefined>
  /** Looks again before it does anything: another node may have been faster. */
  act(change: Change, id: string): Promise<unknown>
}

const earliest = (rows: Knex.QueryBuilder, column: string): Promise<Due | undefined> =>
  rows.whereNotNull(column).orderBy(column).first('id', `${column} as at`)

const KINDS: Kind[] = [
  {
    next: (db) => earliest(db('sandboxSessions').where({ status: 'open' }), 'expiresAt'),
    async act(change, id) {
      const session = await readSession(change.trx, id)
      if (session?.status === 'open' && session.expiresAt <= change.at) await expire(change, session)
    }
  },
  {
    next: (db) => earliest(db('sandboxPayments').where({ status: 'processing' }), 'settleAt'),
    act: (change, id) => settle(change, id, true)
  },
  {
    next: (db) => earliest(db('sandboxPayments'), 'disputeAt'),
    async act(change, id) {
      const payment = await readPayment(change.trx, id)
      if (payment?.disputeAt == null) return
      await change.trx('sandboxPayments').where({ id }).update({ disputeAt: null })
      await openDispute(change, id, { inquiry: scenarioOf(payment.scenario)?.later === 'inquiry' })
    }
  },
  { next: (db) => earliest(db('sandboxRefunds'), 'settleAt'), act: settleRefund },
  {
    next: (db) => earliest(db('sandboxSubscriptions').whereNot({ status: 'canceled' }), 'periodEnd'),
    act: renew
  },
  { next: (db) => earliest(db('sandboxSubscriptions'), 'retryAt'), act: retry }
]

/** So many things happen in one go at most: a year of clock in a large sandbox must not block the app for minutes. */
const MOST_STEPS = 5_000

/** Does what has become due, one after the other, each at its own time. */
export const runDue = async (world: World) => {
  for (let steps = 0; steps < MOST_STEPS && (await step(world)); steps++);
}

const step = async (world: World) => {
  const { read } = world.app.get('database')
  const { now } = await stateNow(world)
  const due = await Promise.all(KINDS.map(async ({ next, act }) => ({ act, what: await next(read) })))
  const [first] = due
    .flatMap(({ act, what }) => (what && what.at <= now ? [{ act, ...what }] : []))
    .sort((one, other) => one.at - other.at)
  if (!first) return false
  await change(world, (change) => first.act(change, first.id), { at: first.at })
  return true
}

/** Moves the sandbox's clock forward (ms) and does all that would have happened meanwhile. */
export const advance = async (world: World, ms: number) => {
  await moveClock(world, ms)
  await runDue(world)
}
