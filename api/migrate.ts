import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Knex } from 'knex'
import { StartError } from './configuration.ts'

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

const TABLE = 'migrations'

/** The steps that a database has had, in their order. */
export const stepsOf = async (db: Knex): Promise<string[]> =>
  (await db.schema.hasTable(TABLE)) ? db(TABLE).orderBy('id').pluck<string[]>('name') : []

/** The first step that this Hearth does not know: it was made by a newer one. */
export const unknownStep = async (steps: string[]) => {
  const known = new Set((await source.getMigrations([])).map(({ name }) => name))
  return steps.find((name) => !known.has(name))
}

/** Makes an empty database one that has had exactly these steps. */
export const bringTo = async (db: Knex, steps: string[]) => {
  const wanted = new Set(steps)
  const some: Knex.MigrationSource<Migration> = {
    ...source,
    getMigrations: async (extensions) => (await source.getMigrations(extensions)).filter(({ name }) => wanted.has(name))
  }
  await db.migrate.latest({ migrationSource: some, tableName: TABLE })
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
export const migrate = async (db: Knex) => {
  try {
    const foreign = await unknownStep(await stepsOf(db))
    if (foreign) {
      throw new StartError(
        `The database is newer than this Hearth: it has had step ${foreign}, which this version does not know`
      )
    }
    await onlyOne(db, () => db.migrate.latest({ migrationSource: source, tableName: TABLE }))
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`The database cannot be used (DATABASE_URL): ${(error as Error).message}`)
  }
}
