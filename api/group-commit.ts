import type { Knex } from 'knex'

type Work<T> = (trx: Knex.Transaction) => Promise<T>

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
 * Every promise settles after the commit that its work is part of: nothing is acknowledged that is not durable.
 */
export const groupCommit = (writer: Knex) => {
  const waiting: Waiting[] = []
  let writing = false

  const write = async () => {
    writing = true
    for (let group; (group = waiting.splice(0, MOST)).length > 0;) await commit(writer, group)
    writing = false
  }

  return <T>(work: Work<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as Waiting['resolve'], reject })
      if (!writing) void write()
    })
}

/** Settles everyone in the group, in the order of their writes; never throws. */
const commit = async (writer: Knex, group: Waiting[]) => {
  try {
    const outcomes = await writer.transaction(async (trx) => {
      const done: (() => void)[] = []
      for (const one of group) done.push(await attempt(trx, one, group.length === 1))
      return done
    })
    for (const settle of outcomes) {
      settle()
      // one after the other, so that what follows from a write, its event above all, comes in the order of the writes
      await new Promise(setImmediate)
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}

/** Alone, a failure rolls the whole transaction back; in company only its own part. Answers what to tell after the commit. */
const attempt = async (trx: Knex.Transaction, { work, resolve, reject }: Waiting, alone: boolean) => {
  if (alone) {
    const value = await work(trx)
    return () => resolve(value)
  }
  try {
    const value = await trx.transaction((savepoint) => work(savepoint))
    return () => resolve(value)
  } catch (error) {
    return () => reject(error)
  }
}
