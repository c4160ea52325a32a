import { existsSync } from 'node:fs'
import { link, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Knex } from 'knex'
import { sqlite } from '../sqlite.ts'
import { syncFolder } from '../storage/index.ts'
import { once } from '../transactions.ts'
import { troubleOf } from '../trouble.ts'
import type { Place } from './place.ts'
import { isInhabited, isRunning, notEmpty } from './place.ts'

/** Fills a new file beside the old one, which it then takes the place of in one step. */
export const intoSqlite = async <T>(file: string, { fill, settle, replace, stamp, aside }: Place<T>): Promise<T> => {
  const fresh = `${file}.restoring`
  await mkdir(dirname(file), { recursive: true })
  const held = existsSync(file) ? await hold(file) : undefined
  try {
    if (held && !replace && (await isInhabited(held))) throw notEmpty(file)
    const inhabited = held && (await isInhabited(held))
    await removeDatabase(fresh)
    const db = sqlite(fresh, { writes: true })
    const loaded = await once(db, fill).finally(() => db.destroy())
    const undo = await settle()
    try {
      if (inhabited) {
        const old = join(dirname(file), `${nameOf(file)}.${stamp}`)
        await link(file, old)
        aside.push(old)
      }
      await rename(fresh, file)
      await syncFolder(dirname(file))
    } catch (error) {
      await undo()
      throw error
    }
    return loaded
  } finally {
    await held?.destroy()
    await removeDatabase(fresh)
  }
}

const nameOf = (file: string) => file.slice(dirname(file).length + 1)

/**
 * Keeps everybody else away from a database until it is closed, and makes it one file. SQLite leaves WAL mode only when nobody
 * else has the database open.
 */
const hold = async (file: string): Promise<Knex> => {
  const db = sqlite(file, { writes: true })
  try {
    for (const pragma of ['busy_timeout = 500', 'locking_mode = EXCLUSIVE', 'journal_mode = DELETE'])
      await db.raw('PRAGMA '.concat(pragma))
    await db.raw('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    await db.destroy()
    throw troubleOf(error)?.reason === 'busy' ? isRunning(file) : error
  }
}

const removeDatabase = async (file: string) => {
  for (const part of ['', '-wal', '-shm', '-journal']) await rm(`${file}${part}`, { force: true })
}
