import type { Knex } from 'knex'
import { groupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { mistrust } from './mistrust.ts'
import { postgres, weaknesses } from './postgres.ts'
import { LONGEST_PULSE, pulseOf } from './pulse.ts'
import { sqlite } from './sqlite.ts'
import { transactionsOn } from './transactions.ts'
import { isWorker } from './worker-words.ts'
import { alone, turnsOfWorker } from './writing-turns.ts'

/** The tables. SQLite: one connection writes and several read, so that no read waits behind a write; PostgreSQL: one pool. */
export interface Database {
  kind: 'sqlite' | 'postgres'
  /** For reading. On SQLite these connections cannot write: every write goes through `transaction`. */
  read: Knex
  write: Knex
  /** Runs `work` in one transaction; what it resolves to is durable when the promise resolves. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>
  migrate(): Promise<void>
  /** Whether it answers now, and its disk takes what is written: known within two seconds, also when it hangs. */
  answers(): Promise<boolean>
  /** What its settings take from the promise that nothing acknowledged is lost, in words. */
  weaknesses(): Promise<string[]>
  close(): Promise<void>
}

export const openDatabase = (url: string): Database =>
  url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url)

const openSqlite = (file: string): Database => {
  const write = sqlite(file, { writes: true })
  const read = sqlite(file, { writes: false })
  const { transaction, regain } = mistrust(groupCommit(write, isWorker ? turnsOfWorker() : alone))
  return {
    kind: 'sqlite',
    read,
    write,
    transaction,
    migrate: () => migrate(write),
    answers: pulseOf(() => Promise.all([read.raw('select 1'), regain()])),
    weaknesses: async () => [],
    async close() {
      await read.destroy()
      await write.destroy()
    }
  }
}

const openPostgres = (url: string): Database => {
  const pool = postgres(url)
  // not of the pool: a crowd that waits for it is no reason to send people elsewhere
  const pulse = postgres(url, { most: 1, silence: LONGEST_PULSE })
  return {
    kind: 'postgres',
    read: pool,
    write: pool,
    transaction: transactionsOn(pool),
    // a table of a million rows is not changed within what a call may take
    migrate: () => withPatience(url, migrate),
    answers: pulseOf(() => pulse.raw('select 1')),
    weaknesses: () => weaknesses(pool),
    async close() {
      await pulse.destroy()
      await pool.destroy()
    }
  }
}

const withPatience = async (url: string, work: (db: Knex) => Promise<void>) => {
  const db = postgres(url, { patient: true })
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
}
