import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import type { Application } from '../../declarations.ts'

/** What goes wrong on purpose. Counts: -1 is "all". */
export interface Chaos {
  /** So many of the next deliveries are lost. */
  drop: number
  /** Each delivery is made so many times more. */
  duplicate: number
  /** Deliveries wait until they are released. */
  hold: boolean
  /** Deliveries leave so much later (ms). */
  delay: number
  /** Calls of the API: answered 500, never answered, or done and then cut off before the answer. */
  api: 'ok' | 'error' | 'timeout' | 'lost'
  /** How many calls of the API `api` is for. */
  apiCalls: number
  /** Deliveries are signed with a wrong secret. */
  forge: boolean
  /** Deliveries are signed ten minutes ago. */
  old: boolean
  /** Amounts in deliveries are one larger than the truth; the signature is good. */
  amount: boolean
  /** The body is written anew after signing, as a careless proxy would. */
  reserialise: boolean
}

export const CALM: Chaos = {
  drop: 0,
  duplicate: 0,
  hold: false,
  delay: 0,
  api: 'ok',
  apiCalls: -1,
  forge: false,
  old: false,
  amount: false,
  reserialise: false
}

/** The sandbox of one app in this process; all that it knows lies in the database, shared by the nodes. */
export interface World {
  app: Application
  /** The true time (ms); the sandbox's own clock may be ahead of it. */
  realNow: () => number
  /** Something may have become due. */
  wake: () => void
}

const worlds = new WeakMap<Application, World>()

export const worldOf = (app: Application): World => {
  const world = worlds.get(app) ?? { app, realNow: Date.now, wake: () => undefined }
  worlds.set(app, world)
  return world
}

interface WorldRow {
  secretKey: string
  webhookSecret: string
  clockOffset: number
  chaos: string
}

/** What the world is like now. */
export interface State {
  secretKey: string
  webhookSecret: string
  /** The sandbox's clock (ms). */
  now: number
  chaos: Chaos
}

const stateOf = (world: World, { secretKey, webhookSecret, clockOffset, chaos }: WorldRow): State => ({
  secretKey,
  webhookSecret,
  now: world.realNow() + clockOffset,
  chaos: { ...CALM, ...(JSON.parse(chaos) as Partial<Chaos>) }
})

/** Keys are made at the first start, by whichever node comes first. */
export const foundWorld = async ({ app }: World) => {
  const row = {
    id: 1,
    secretKey: `sk_test_${randomBytes(24).toString('base64url')}`,
    webhookSecret: `whsec_${randomBytes(24).toString('base64url')}`,
    clockOffset: 0,
    chaos: JSON.stringify(CALM)
  }
  await app.get('database').transaction((trx) => trx('sandboxWorld').insert(row).onConflict('id').ignore())
}

const ROW = { id: 1 }

export const stateNow = async (world: World): Promise<State> =>
  stateOf(world, await world.app.get('database').read('sandboxWorld').where(ROW).first())

/** A change of the world that is under way. */
export interface Change {
  trx: Knex.Transaction
  /** When it happens, by the sandbox's clock (ms). */
  at: number
  chaos: Chaos
  /** The API call that it comes from. */
  request: { id: string; key: string | null } | null
  app: Application
}

/**
 * Changes the world. Changes come one after the other, on every node: the world's row is locked first, so that two refunds of
 * the same money, or a payment and the expiry of its session, never look at the same state.
 */
export const change = async <T>(
  world: World,
  work: (change: Change) => Promise<T>,
  { at, request = null }: { at?: number; request?: Change['request'] } = {}
): Promise<T> => {
  const { app } = world
  const result = await app.get('database').transaction(async (trx) => {
    const row: WorldRow = await trx('sandboxWorld').where(ROW).forUpdate().first()
    const { now, chaos } = stateOf(world, row)
    const done = await work({ trx, at: at ?? now, chaos, request, app })
    const after = JSON.stringify(chaos)
    if (after !== row.chaos) await trx('sandboxWorld').where(ROW).update({ chaos: after })
    return done
  })
  world.wake()
  return result
}

/** Moves the sandbox's clock forward (ms). */
export const moveClock = (world: World, ms: number) =>
  change(world, ({ trx }) => trx('sandboxWorld').where(ROW).increment('clockOffset', ms))
