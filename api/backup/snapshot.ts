import { existsSync } from 'node:fs'
import type { Knex } from 'knex'
import { StartError } from '../configuration.ts'
import { postgres } from '../postgres.ts'
import { sqlite } from '../sqlite.ts'

/** The file of a SQLite database; undefined for PostgreSQL. */
export const fileOf = (databaseUrl: string) =>
  databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined

/** Reads one moment of a database for as long as it takes, while a server goes on writing. */
export const snapshot = async <T>(databaseUrl: string, work: (db: Knex) => Promise<T>): Promise<T> => {
  const file = fileOf(databaseUrl)
  return file === undefined ? ofPostgres(databaseUrl, work) : ofSqlite(file, work)
}

const ofPostgres = async <T>(url: string, work: (db: Knex) => Promise<T>) => {
  const db = postgres(url, { patient: true, name: 'hearth-backup', most: 1 })
  try {
    return await db.transaction(work, { isolationLevel: 'repeatable read', readOnly: true })
  } finally {
    await db.destroy()
  }
}

/** In WAL mode a reader keeps its moment without keeping anybody from writing. */
const ofSqlite = async <T>(file: string, work: (db: Knex) => Promise<T>) => {
  if (!existsSync(file)) throw new StartError(`There is no database at ${file}`)
  // one connection, which is never closed in between: its transaction is the snapshot
  const db = sqlite(file, { writes: false, kept: 1, most: 1 })
  try {
    await db.raw('BEGIN')
    const result = await work(db)
    await db.raw('COMMIT')
    return result
  } finally {
    await db.destroy()
  }
}
