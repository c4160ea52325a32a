import type { Knex } from 'knex'
import type { Seen } from '../history.ts'
import type { Town } from './town.ts'

export type Kind = 'SQLite' | 'PostgreSQL'

/** Where a world keeps its data: a database that a town lives in already, of one run alone. */
export interface Ground {
  kind: Kind
  town: Town
  /** The environment of a server on it. */
  env: NodeJS.ProcessEnv
  /** Where the tables lie. */
  disk: string
  /** A connection of somebody else, opened anew for each work. */
  look<T>(work: (db: Knex) => Promise<T>): Promise<T>
  sweep(): Promise<void>
}

/** What is compared at the end. */
export const evidenceOf = (ground: Ground) =>
  ground.look(async (db) => ({
    stored: await db<Seen>('messages').select('id', 'roomId', 'userId', 'seq', 'rev', 'text', 'deletedAt'),
    heads: await db<{ id: string; lastSeq: number; lastRev: number }>('rooms').select('id', 'lastSeq', 'lastRev')
  }))

/** The settings of every server: as people run it, without limits of rate, which are not what is tried here. */
export const settings = (dataDir: string, authSecret: string, databaseUrl = ''): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: dataDir,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
  LIMITS: 'off',
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl,
  AUTH_SECRET: authSecret
})
