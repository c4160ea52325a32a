import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import knex, { type Knex } from 'knex'
import { openDatabase } from '../../../api/database.ts'
import { fill, LARGE } from './large.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/', import.meta.url))
/** The sessions must hold for so much longer (ms). */
const LEFT = 3 * 3600_000

/** Changes when what a large community consists of does. */
const version = () => {
  const made = ['large.ts', 'sqlite.sql', 'postgres.sql'].map((file) => readFileSync(new URL(file, import.meta.url)))
  const all = [JSON.stringify(readdirSync(MIGRATIONS)), ...made]
  return all
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest('hex')
    .slice(0, 12)
}

/** A place for a large community that may be written to; the one it is copied from is kept for the next run. */
export interface Copy {
  url: string
  drop(): Promise<unknown>
}

/** A file of its own in `folder`. */
export const onSqlite = async (folder: string): Promise<Copy> => {
  const kept = join(tmpdir(), 'hearth-bench-large', `${version()}.sqlite`)
  if (!(existsSync(kept) && (await holds(`sqlite:${kept}`)))) {
    rmSync(join(kept, '..'), { recursive: true, force: true })
    mkdirSync(join(kept, '..'), { recursive: true })
    await filled(`sqlite:${kept}`)
  }
  const file = join(folder, 'hearth.sqlite')
  copyFileSync(kept, file)
  return { url: `sqlite:${file}`, drop: async () => rmSync(file) }
}

/** A database of its own on the server that `server` names. */
export const onPostgres = async (server: string): Promise<Copy> => {
  const kept = `hearth_bench_large_${version()}`
  const copy = `hearth_bench_${crypto.randomUUID().slice(0, 8)}`
  const urlOf = (name: string) => Object.assign(new URL(server), { pathname: `/${name}` }).href
  const admin = (work: (db: Knex) => Promise<unknown>) => on(server, work)
  const drop = (name: string) => admin((db) => db.raw('drop database if exists ?? with (force)', [name]))
  const there = await on(server, async (db) => db('pg_database').where({ datname: kept }).first('datname'))
  if (!(there && (await holds(urlOf(kept))))) {
    await drop(kept)
    await admin((db) => db.raw('create database ??', [kept]))
    await filled(urlOf(kept))
  }
  await admin((db) => db.raw('create database ?? template ??', [copy, kept]))
  return { url: urlOf(copy), drop: () => drop(copy) }
}

const filled = async (url: string) => {
  const since = performance.now()
  await fill(url, LARGE)
  console.log(`  a large community made in ${((performance.now() - since) / 1000).toFixed(0)} s`)
}

const holds = async (url: string) => {
  const database = openDatabase(url)
  try {
    const session = await database.read('sessions').first<{ expiresAt: number } | undefined>('expiresAt')
    return session !== undefined && session.expiresAt > Date.now() + LEFT
  } catch {
    return false
  } finally {
    await database.close()
  }
}

const on = async <T>(server: string, work: (db: Knex) => Promise<T>) => {
  const db = knex({ client: 'pg', connection: server, pool: { min: 0, max: 1 } })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
