import { createRequire } from 'node:module'
import type { Knex } from 'knex'

/** What is used here of knex's own classes, which have no types. */
interface SqliteTransaction {
  query(connection: unknown, sql: string): Promise<unknown>
}
const require = createRequire(import.meta.url)
const Client = require('knex/lib/dialects/sqlite3') as typeof Knex.Client
const Transaction = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction') as new (
  ...options: unknown[]
) => SqliteTransaction

/**
 * knex's SQLite client, but a transaction takes the write lock at once. One that begins by reading could otherwise find on its
 * first write that another process has written meanwhile, which SQLite refuses without waiting (SQLITE_BUSY_SNAPSHOT).
 */
export class ImmediateSqlite extends Client {
  override transaction(...options: unknown[]) {
    return new ImmediateTransaction(this, ...options) as unknown as Knex.Transaction
  }
}

class ImmediateTransaction extends Transaction {
  begin(connection: unknown) {
    return this.query(connection, 'BEGIN IMMEDIATE;')
  }
}
