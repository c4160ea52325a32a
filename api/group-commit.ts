import type { Knex } from 'knex'
import { once, type Work } from './transactions.ts'
import { troubleOf } from './trouble.ts'
import { alone, type InTurn } from './writing-turns.ts'

interface Waiting {
  work: Work<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** The most writes in one commit: what they cost together must not keep a single one waiting. */
const MOST = 64

/**
 * Transactions for a database with one writer. A durable commit waits for the disk; what comes while one is being written waits
 * for it and then goes into the next together, each in a savepoint, so that one that fails takes nobody with it.
 * Of several processes one at a time has the turn.
 * Every promise settles after the commit that its work is part of: nothing is acknowledged that is not durable.
 */
export const groupCommit = (writer: Knex, inTurn: InTurn = alone) => {
  const waiting: Waiting[] = []
  let writing = false

  const write = async () => {
    writing = true
    while (waiting.length > 0) {
      const outcome = await inTurn(() => commit(writer, waiting.splice(0, MOST)))
      // who waited as long for a lock that somebody else holds does not wait for it once more
      if (outcome === 'locked') for (const { reject } of waiting.splice(0)) reject(lockedOut())
    }
    writing = false
  }

  return <T>(work: Work<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Waiting['resolve'], reject })
      if (!writing) void write()
    })
}

const lockedOut = () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })

/** Settles everyone in the group, in the order of their writes; never throws. */
const commit = async (writer: Knex, group: Waiting[]) => {
  try {
    const outcomes = await once(writer, async (trx) => {
      const done: (() => void)[] = []
      for (const one of group) done.push(await attempt(trx, one, group.length === 1))
      return done
    })
    // one after the other, so that what follows from a write, its event above all, comes in the order of the writes; and all in
    // one turn of the event loop, so that these events leave together
    for (const settle of outcomes) setImmediate(settle)
    return 'settled'
  } catch (error) {
    for (const { reject } of group) reject(error)
    return (error as { code?: unknown } | undefined)?.code === 'SQLITE_BUSY' ? 'locked' : 'settled'
  }
}

/**
 * Alone, a failure rolls the whole transaction back; in company only its own part. Answers what to tell after the commit.
 * @throws what ended the whole transaction: on a full or broken disk SQLite rolls back everything that was not committed
 */
const attempt = async (trx: Knex.Transaction, { work, resolve, reject }: Waiting, alone: boolean) => {
  if (alone) {
    const value = await work(trx)
    return () => resolve(value)
  }
  let failed: { cause: unknown } | undefined
  try {
    const value = await trx.transaction((savepoint) =>
      work(savepoint).catch((cause: unknown) => {
        failed = { cause }
        throw cause
      })
    )
    return () => resolve(value)
  } catch (error) {
    if (failed && troubleOf(failed.cause)) throw failed.cause
    if (error !== failed?.cause) throw error
    return () => reject(error)
  }
}
