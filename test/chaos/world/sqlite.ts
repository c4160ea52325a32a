import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import knex, { type Knex } from 'knex'
import type { Ground } from './ground.ts'
import { settings } from './ground.ts'
import { aDisk } from './disk.ts'
import { aFolder } from './places.ts'
import { aServer } from './server.ts'
import { settle } from './town.ts'

/** Builds the town once; `ground` answers a copy of it. */
export const sqliteGrounds = async (home: string) => {
  const first = await aFolder('town')
  const authSecret = crypto.randomUUID() + crypto.randomUUID()
  const server = await aServer({ env: settings(first.path, authSecret), home })
  await server.start()
  const town = await settle(server.url)
  await server.stop()

  const ground = async (disk?: number): Promise<Ground> => {
    const own = await (disk ? aDisk(disk) : aFolder('sqlite'))
    await cp(first.path, own.path, { recursive: true })
    return {
      kind: 'SQLite',
      town,
      env: settings(own.path, authSecret),
      disk: own.path,
      look: (work) => inFile(join(own.path, FILE), work),
      sweep: own.sweep
    }
  }
  return { ground, sweep: first.sweep }
}

export const FILE = 'hearth.sqlite'

/** Works on a database file with a connection of its own. */
export const inFile = async <T>(filename: string, work: (db: Knex) => Promise<T>) => {
  const db = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true, pool: { min: 1, max: 1 } })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
