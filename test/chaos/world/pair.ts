import { aRedis } from '../../support/redis.ts'
import type { Chance } from '../random.ts'
import type { PostgresGround } from './postgres.ts'
import { aServer, type Server } from './server.ts'
import { aWire, type Wire } from './wire.ts'

/** Two servers on one PostgreSQL, and the Redis between them. Each has a line of its own to both. */
export interface Pair {
  nodes: readonly [Server, Server]
  redis: Awaited<ReturnType<typeof aRedis>>
  toRedis: readonly [Wire, Wire]
  toDatabase: readonly [Wire, Wire]
  close(): Promise<void>
}

interface Place {
  ground: PostgresGround
  env: NodeJS.ProcessEnv
  home?: string
  chance: Chance
}

/** Redis runs; the servers are yet to be started. */
export const aPair = async ({ ground, env, home, chance }: Place): Promise<Pair> => {
  const redis = await aRedis()
  await redis.start()
  const line = (port: number | string, name: string) => aWire(Number(port), chance.branch(name))
  const toRedis = await both((i) => line(new URL(redis.url).port, `to Redis ${i}`))
  const other = await line(ground.cluster.port(), 'to the database')
  const toDatabase = [ground.wire, other] as const
  const nodes = await both((i) => {
    const url = Object.assign(new URL(env.DATABASE_URL ?? ''), { port: String(toDatabase[i].port) }).href
    return aServer({
      env: { ...env, DATABASE_URL: url, REDIS_URL: `redis://127.0.0.1:${toRedis[i].port}` },
      ...(home && { home })
    })
  })
  return {
    ...{ nodes, redis, toRedis, toDatabase },
    async close() {
      await Promise.all([...toRedis, other].map((wire) => wire.close()))
      redis.signal('SIGCONT')
      await redis.kill()
    }
  }
}

const both = async <T>(make: (i: 0 | 1) => Promise<T>) => [await make(0), await make(1)] as const
