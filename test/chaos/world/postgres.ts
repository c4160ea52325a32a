import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import knex, { type Knex } from 'knex'
import pg from 'pg'
import { chance } from '../random.ts'
import { aDisk } from './disk.ts'
import { settings, type Ground } from './ground.ts'
import { allowed } from './machine.ts'
import { postgresPrograms } from './needs.ts'
import { aFolder, atTheEnd } from './places.ts'
import { aServer, freePort } from './server.ts'
import { settle } from './town.ts'
import { aWire, type Wire } from './wire.ts'
import { until } from '../until.ts'

/** Another's trouble with the disk is over by then (ms). */
const PATIENCE = 15_000

const run = promisify(execFile)
// as the server does: times are milliseconds and fit 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
const RESTARTS = 30
const MOST_CONNECTIONS = 60

/** A PostgreSQL server of its own, with its data in a temporary folder, that may be broken at will. */
export interface Cluster {
  port(): number
  /** The most connections that it takes. */
  most: number
  /** Where the server's settings and its data are. */
  folder: string
  start(): Promise<void>
  /** Stops, and starts on another port. */
  move(): Promise<void>
  stop(mode: 'fast' | 'immediate'): Promise<void>
  /** kill -9 of the postmaster: its children go with it. */
  kill(): Promise<void>
  url(database: string): string
  look<T>(database: string, work: (db: Knex) => Promise<T>): Promise<T>
  sweep(): Promise<void>
}

/** @throws when PostgreSQL is not installed */
export const aCluster = async (): Promise<Cluster> => {
  const bin = postgresPrograms()
  if (!bin) throw new Error('PostgreSQL is not installed: apt-get install postgresql')
  const { path: folder, sweep } = await aFolder('postgres')
  const asRoot = process.getuid?.() === 0
  if (asRoot) await chown(folder, ...(await idsOf('postgres')))
  /** PostgreSQL does not run as root. */
  const postgres = (program: string, ...args: string[]) => {
    const words = [...(asRoot ? ['runuser', '-u', 'postgres', '--'] : []), join(bin, program), ...args]
    return run(words[0] as string, words.slice(1), { cwd: folder })
  }
  const data = join(folder, 'data')
  let port = await freePort()
  await postgres('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync')
  const log = join(folder, 'log')
  const start = async () => {
    const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=${MOST_CONNECTIONS}`
    const go = () => postgres('pg_ctl', '-D', data, '-w', '-t', String(allowed(30)), '-o', options, '-l', log, 'start')
    // what is left of a killed one holds its memory for a moment
    for (let tries = 0; ; tries++) {
      try {
        await go()
        return
      } catch (error) {
        if (tries === RESTARTS) throw error
        await sleep(100)
      }
    }
  }
  const stop = async (mode: 'fast' | 'immediate') => {
    await postgres('pg_ctl', '-D', data, '-w', '-m', mode, 'stop')
  }
  const postmaster = () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  atTheEnd(() => {
    try {
      process.kill(postmaster(), 'SIGQUIT')
    } catch {
      // it was stopped in good order
    }
  })
  await start()
  return {
    port: () => port,
    most: MOST_CONNECTIONS,
    folder,
    start,
    async move() {
      await stop('fast')
      port = await freePort()
      await start()
    },
    stop,
    async kill() {
      const pid = postmaster()
      process.kill(pid, 'SIGKILL')
      await gone(pid)
    },
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    look: (database, work) => inDatabase(`postgres://postgres@127.0.0.1:${port}/${database}`, work),
    async sweep() {
      await stop('immediate').catch(() => undefined)
      await sweep()
    }
  }
}

const idsOf = async (user: string) => {
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (which) => (await run('id', [which, user])).stdout))
  return [Number(uid), Number(gid)] as const
}

const gone = async (pid: number) => {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await sleep(10)
  }
}

/** A ground on PostgreSQL, with the server that it stands on, and the line of Hearth to it. */
export interface PostgresGround extends Ground {
  cluster: Cluster
  wire: Wire
}

export const isPostgres = (ground: Ground): ground is PostgresGround => ground.kind === 'PostgreSQL'

/** Builds the town once; `ground` answers a copy of it. */
export const postgresGrounds = async (home: string) => {
  const cluster = await aCluster()
  const first = await aFolder('town')
  const authSecret = crypto.randomUUID() + crypto.randomUUID()
  const admin = <T>(work: (db: Knex) => Promise<T>) => inDatabase(cluster.url('postgres'), work)
  await admin((db) => db.raw('create database town'))
  const server = await aServer({ env: settings(first.path, authSecret, cluster.url('town')), home })
  await server.start()
  const town = await settle(server.url)
  await server.stop()
  let count = 0

  const ground = async (disk?: number): Promise<PostgresGround> => {
    const name = `world${++count}`
    const files = await aFolder('files')
    const small = disk ? await aDisk(disk) : undefined
    if (small) {
      await chown(small.path, ...(await idsOf('postgres')))
      await admin((db) => db.raw(db.raw('create tablespace ?? location ?', [name, small.path]).toQuery()))
    }
    await admin((db) => db.raw('create database ?? template town tablespace ??', [name, small ? name : 'pg_default']))
    const wire = await aWire(cluster.port(), chance(name))
    const url = () => new URL(cluster.url(name))
    return {
      kind: 'PostgreSQL',
      town,
      cluster,
      wire,
      env: settings(files.path, authSecret, Object.assign(url(), { port: String(wire.port) }).href),
      disk: small?.path ?? cluster.folder,
      look: (work) => inDatabase(url().href, work),
      async sweep() {
        await wire.close()
        const drop = () => admin((db) => db.raw('drop database ?? with (force)', [name]))
        // it takes a checkpoint, which fails as long as the small disk of somebody else is full
        const dropped = await until(
          () =>
            drop().then(
              () => true,
              () => false
            ),
          PATIENCE
        )
        if (!dropped) await drop()
        if (small) await admin((db) => db.raw('drop tablespace ??', [name]))
        await small?.sweep()
        await files.sweep()
      }
    }
  }
  return {
    ground,
    async sweep() {
      await cluster.sweep()
      await first.sweep()
    }
  }
}

const inDatabase = async <T>(connection: string, work: (db: Knex) => Promise<T>) => {
  const db = knex({ client: 'pg', connection, pool: { min: 0, max: 1 } })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
