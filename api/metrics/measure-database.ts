import type { Knex } from 'knex'
import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Database } from '../database.ts'

/** Seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** The same database, whose statements and transactions are timed. */
export const measureDatabase = (database: Database, registry: Registry): Database => {
  const registers = [registry]
  const seconds = new Histogram({
    name: 'hearth_database_seconds',
    help: 'How long the database took: for a statement, and for a transaction from the wish to the durable commit',
    labelNames: ['kind'],
    buckets: BUCKETS,
    registers
  })
  const open = new Gauge({
    name: 'hearth_transactions_open',
    help: 'Transactions that run, or wait for their place in a commit',
    registers
  })
  const transactions = seconds.labels('transaction')
  for (const db of new Set([database.read, database.write])) timeStatements(db, seconds.labels('statement'))

  return {
    ...database,
    async transaction(work) {
      const since = performance.now()
      open.inc()
      try {
        return await database.transaction(work)
      } finally {
        open.dec()
        transactions.observe((performance.now() - since) / 1000)
      }
    }
  }
}

/** What begins and ends a transaction has no id, and is part of the transaction's own time. */
interface Statement {
  __knexQueryUid?: string
}

const timeStatements = (db: Knex, seconds: { observe(value: number): void }) => {
  const begun = new Map<string, number>()
  const end = ({ __knexQueryUid: id = '' }: Statement) => {
    const since = begun.get(id)
    if (since === undefined) return
    begun.delete(id)
    seconds.observe((performance.now() - since) / 1000)
  }
  db.on('query', ({ __knexQueryUid: id }: Statement) => {
    if (id) begun.set(id, performance.now())
  })
  db.on('query-response', (_answer: unknown, statement: Statement) => end(statement))
  db.on('query-error', (_error: unknown, statement: Statement) => end(statement))
}
