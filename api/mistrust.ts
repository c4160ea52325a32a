import type { Knex } from 'knex'
import type { Work } from './transactions.ts'
import { troubleOf } from './trouble.ts'

type Transact = <T>(work: Work<T>) => Promise<T>

/** Changes nothing, and has to be made durable all the same. */
const leaveMark = (trx: Knex.Transaction) => trx.raw('pragma user_version = 0')

/**
 * Mistrusts a SQLite file from the moment when its disk did not take a write (EIO) until it has taken one again. What is read
 * meanwhile says nothing about the disk: it may come from memory. Ending the process would be no better: the next one would find in
 * memory, and believe, what the disk has not taken; this one writes over it.
 */
export const mistrust = (transact: Transact) => {
  let failed = false
  const transaction: Transact = async (work) => {
    try {
      const value = await transact(work)
      failed = false
      return value
    } catch (error) {
      if (troubleOf(error)?.reason === 'database_unavailable') failed = true
      throw error
    }
  }
  return {
    transaction,
    /** Tries a write if the last one failed. @throws when the disk still takes none */
    async regain() {
      if (failed) await transaction(leaveMark)
    }
  }
}
