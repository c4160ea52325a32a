import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import { StartError } from './configuration.ts'
import { groupCommit } from './group-commit.ts'
import { ImmediateSqlite } from './sqlite.ts'

/** The tables. SQLite: one connection writes and several read, so that no read waits behind a write; PostgreSQL: one pool. */
export interface Database {
  kind: 'sqlite' | 'postgres'
  /** For reading. On SQLite these connections cannot write: every write goes through `transaction`. */
  read: Knex
  write: Knex
  /** Runs `work` in one transaction; what it resolves to is durable when the promise resolves. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>
  migrate(): Promise<void>
  close(): Promise<void>
}

// int8 and count(*) as numbers: times are milliseconds and fit 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export const openDatabase = (url: string): Database => {
  const file = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : undefined
  const write = file ? sqlite(file, { writes: true }) : postgres(url)
  const read = file ? sqlite(file, { writes: false }) : write
  return {
    kind: file ? 'sqlite' : 'postgres',
    read,
    write,
    transaction: file ? groupCommit(write) : (work) => write.transaction(work),
    migrate: () => migrate(write),
    async close() {
      if (read !== write) await read.destroy()
      await write.destroy()
    }
  }
}

const common: Knex.Config = { compileSqlOnError: false, acquireConnectionTimeout: 10_000 }

const PRAGMAS = ['synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'trusted_schema = OFF']

const sqlite = (filename: string, { writes }: { writes: boolean }) =>
  knex({
    ...common,
    client: ImmediateSqlite,
    useNullAsDefault: true,
    connection: { filename },
    pool: {
      min: writes ? 1 : 0,
      max: writes ? 1 : 4,
      afterCreate: (connection: SqliteConnection, done: (error: Error | null) => void) => {
        const pragmas = [...PRAGMAS, writes ? 'journal_mode = WAL' : 'query_only = ON']
        connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), done)
      }
    }
  })
interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void
}

const postgres = (connectionString: string) =>
  knex({
    ...common,
    client: 'pg',
    connection: {
      connectionString,
      application_name: 'hearth',
      statement_timeout: 5_000,
      lock_timeout: 4_000,
      idle_in_transaction_session_timeout: 10_000
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: 10 }
  })

const MIGRATIONS = fileURLToPath(new URL('../migrations/', import.meta.url))

interface Migration {
  name: string
  file: string
}

/** Names leave out .ts or .js, so that the sources and the build share one history. */
const source: Knex.MigrationSource<Migration> = {
  getMigrations: () =>
    Promise.resolve(
      readdirSync(MIGRATIONS)
        .filter((file) => /^\d{4}_.*\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'))
        .sort()
        .map((file) => ({ name: file.replace(/\.(ts|js)$/, ''), file }))
    ),
  getMigrationName: ({ name }) => name,
  getMigration: ({ file }) => import(new URL(`../migrations/${file}`, import.meta.url).href) as Promise<Knex.Migration>
}

/** Any number that other programs do not take; it means "Hearth migrates". */
const MIGRATING = 7_304_111

/** Nodes that start together bring the tables up to date one after the other, and the later ones find it done. */
const onlyOne = async (db: Knex, work: () => Promise<unknown>) => {
  if (db.client.config.client !== 'pg') return work()
  await db.transaction(async (trx) => {
    for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
      await trx.raw('select set_config(?, ?, true)', [limit, '0'])
    }
    await trx.raw('select pg_advisory_xact_lock(?)', [MIGRATING])
    await work()
  })
}

/** @throws {StartError} when the database was written by a newer Hearth than this one, or does not answer */
const migrate = async (db: Knex) => {
  const options = { migrationSource: source, tableName: 'migrations' }
  try {
    const known = new Set((await source.getMigrations([])).map(({ name }) => name))
    const done = (await db.schema.hasTable('migrations')) ? await db('migrations').pluck<string[]>('name') : []
    const foreign = done.find((name) => !known.has(name))
    if (foreign) {
      throw new StartError(
        `The database is newer than this Hearth: it has had step ${foreign}, which this version does not know`
      )
    }
    await onlyOne(db, () => db.migrate.latest(options))
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`The database cannot be used (DATABASE_URL): ${(error as Error).message}`)
  }
}
