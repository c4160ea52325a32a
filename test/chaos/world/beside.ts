import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Ground } from './ground.ts'
import { aFolder } from './places.ts'
import { isPostgres } from './postgres.ts'
import { FILE, inFile } from './sqlite.ts'

/** A place of the same kind where nobody lives. */
export interface Place {
  env: NodeJS.ProcessEnv
  dataDir: string
  look<T>(work: (db: Knex) => Promise<T>): Promise<T>
  sweep(): Promise<void>
}

export const anEmptyPlace = async (ground: Ground): Promise<Place> => {
  const { path: dataDir, sweep } = await aFolder('beside')
  const env = { ...ground.env, DATA_DIR: dataDir, HOME: dataDir }
  if (!isPostgres(ground)) return { env, dataDir, look: (work) => inFile(join(dataDir, FILE), work), sweep }
  const { cluster, look } = ground
  const name = `beside_${crypto.randomUUID().slice(0, 8)}`
  await look((db) => db.raw('create database ??', [name]))
  return {
    env: { ...env, DATABASE_URL: cluster.url(name) },
    dataDir,
    look: (work) => cluster.look(name, work),
    async sweep() {
      await look((db) => db.raw('drop database ?? with (force)', [name]))
      await sweep()
    }
  }
}
