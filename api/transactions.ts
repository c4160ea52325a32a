import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import { troubleOf } from './trouble.ts'

export type Work<T> = (trx: Knex.Transaction) => Promise<T>

/** How far a transaction came before it failed. */
type Stage = 'begin' | 'work' | 'commit'
const stages = new WeakMap<object, Stage>()

/**
 * One transaction. It fails with what made it fail, not with what then came of rolling back, which a lost connection or a full
 * disk makes fail too.
 */
export const once = async <T>(db: Knex, work: Work<T>): Promise<T> => {
  let stage: Stage = 'begin'
  let failed: { cause: unknown } | undefined
  try {
    return await db.transaction(async (trx) => {
      // knex runs the work also when BEGIN has failed
      if (trx.isCompleted()) throw new Error('The transaction did not begin')
      stage = 'work'
      const value = await work(trx).catch((cause: unknown) => {
        failed = { cause }
        throw cause
      })
      stage = 'commit'
      return value
    })
  } catch (error) {
    const cause = failed ? failed.cause : error
    if (typeof cause === 'object' && cause !== null) stages.set(cause, stage)
    throw cause
  }
}

/** How often something is tried in all. */
export const MOST_TRIES = 3
/** Before the next try (ms): doubled each time, and never the same for two that met. */
export const pause = (tries: number) => sleep(25 * 2 ** tries * (0.5 + Math.random()))

/** The same, trying again as long as it has not even begun: nothing was done yet, so nothing can be done twice. */
export const transactionsOn =
  (db: Knex) =>
  async <T>(work: Work<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await once(db, work)
      } catch (error) {
        if (tries === MOST_TRIES || stages.get(error as object) !== 'begin' || !troubleOf(error)?.passes) throw error
        await pause(tries)
      }
    }
  }

/** Whether it is a transaction that failed so, and not something before it. */
export const hasBegun = (error: unknown) => stages.has(error as object)

/**
 * Whether a transaction that failed so has left nothing behind and may succeed if it is run once more. When the connection was
 * lost in the commit, it may have been kept: only who can tell may repeat it.
 */
export const mayRunAgain = (error: unknown) => {
  const trouble = troubleOf(error)
  const stage = stages.get(error as object)
  if (!trouble?.passes || stage === undefined) return false
  return stage !== 'commit' || trouble.undone
}
