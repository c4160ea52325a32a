import { createRequire } from 'node:module'
import knex, { type Knex } from 'knex'
import { Statements } from './sqlite-statements.ts'

/** What is used here of knex's own classes, which have no types. */
interface SqliteTransaction {
  trxClient: { query(connection: unknown, sql: string): Promise<unknown> }
}
interface SqliteClient extends Knex.Client {
  driver: { Statement: unknown }
  _query(connection: SqliteConnection, query: SqliteQuery): Promise<SqliteQuery>
  destroyRawConnection(connection: SqliteConnection): Promise<void>
}
interface SqliteQuery {
  sql: string
  bindings?: readonly unknown[]
  method?: string
  returning?: unknown
  response?: unknown
  context?: unknown
}
const require = createRequire(import.meta.url)
const Client = require('knex/lib/dialects/sqlite3') as new (...options: unknown[]) => SqliteClient
const Transaction = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction') as new (
  ...options: unknown[]
) => SqliteTransaction

/** By connection: knex makes copies of its client for transactions, which have no fields of their own. */
const statementsOf = new WeakMap<SqliteConnection, Statements>()

/** Statements without values that come again and again; others, as those of migrations, come once. */
const AGAIN = new Set(['BEGIN IMMEDIATE;', 'COMMIT;'])

/**
 * knex's SQLite client, but a transaction takes the write lock at once, and statements are kept. A transaction that begins by reading
 * could otherwise find on its first write that another process has written meanwhile, which SQLite refuses without waiting
 * (SQLITE_BUSY_SNAPSHOT).
 */
class ImmediateSqlite extends Client {
  override transaction(...options: unknown[]) {
    return new ImmediateTransaction(this, ...options) as unknown as Knex.Transaction
  }

  override async _query(connection: SqliteConnection, query: SqliteQuery) {
    const { bindings = [], method, returning, sql } = query
    if (bindings.length === 0 && !AGAIN.has(sql)) return super._query(connection, query)
    let statements = statementsOf.get(connection)
    if (!statements) statementsOf.set(connection, (statements = new Statements(connection, this.driver.Statement)))
    const changesOnly =
      method === 'del' || method === 'counter' || ((method === 'insert' || method === 'update') && !returning)
    const { rows, changed } = await statements.ask(sql, bindings, changesOnly ? 'run' : 'all')
    return Object.assign(query, { response: rows, context: changed })
  }

  override async destroyRawConnection(connection: SqliteConnection) {
    statementsOf.get(connection)?.end()
    await super.destroyRawConnection(connection)
  }
}

class ImmediateTransaction extends Transaction {
  async begin(connection: unknown) {
    const begin = () => this.trxClient.query(connection, 'BEGIN IMMEDIATE;')
    try {
      await begin()
    } catch (error) {
      // a commit that failed, as on a full disk, may have left its transaction open
      if (!(error as Error).message.includes('within a transaction')) throw error
      await this.trxClient.query(connection, 'ROLLBACK;')
      await begin()
    }
  }
}

const PRAGMAS = ['synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'trusted_schema = OFF']

interface Kind {
  writes: boolean
  /** How many connections are kept while nothing is asked, and how many there may be. */
  kept?: number
  most?: number
}

/** Connections to a file: one that writes, or a few that cannot. */
export const sqlite = (filename: string, { writes, kept = writes ? 1 : 0, most = writes ? 1 : 4 }: Kind): Knex =>
  knex({
    client: ImmediateSqlite as unknown as typeof Knex.Client,
    compileSqlOnError: false,
    acquireConnectionTimeout: 10_000,
    useNullAsDefault: true,
    connection: { filename },
    pool: {
      min: kept,
      max: most,
      afterCreate: (connection: SqliteConnection, done: (error: Error | null) => void) => {
        const pragmas = [...PRAGMAS, writes ? 'journal_mode = WAL' : 'query_only = ON']
        connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), done)
      }
    }
  })
interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void
}
