import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Experiment, Stage } from '../experiment.ts'
import type { Pair } from '../world/pair.ts'
import { heardAtOnce, nothingUnhandled } from './at-once.ts'
import { TakesWhatComes } from './breaks.ts'

const BETWEEN = [300, 800] as const
/** Redis is gone for so long (ms). */
const GONE = [3_000, 10_000] as const
/** and hangs, or is slow, for so long */
const STAY = 5_000
/** A slow one takes so long for each answer (ms). */
const SLOW = [100, 600] as const

type Trouble = (pair: Pair, stage: Stage) => Promise<unknown>

const killed: Trouble = async ({ redis }, { chance }) => {
  await redis.kill()
  await sleep(chance.between(...GONE))
  await redis.start()
}

const hanging: Trouble = async ({ redis }) => {
  redis.signal('SIGSTOP')
  await sleep(STAY)
  redis.signal('SIGCONT')
}

const absentAtStart: Trouble = async ({ nodes: [, node], redis }, { limit }) => {
  await redis.kill()
  await node.stop()
  await node.start()
  limit(node.said().includes('Redis'), 'refused', 'a node that starts without Redis does not say so')
  await sleep(GONE[0])
  await redis.start()
}

const slow: Trouble = async ({ toRedis }) => {
  for (const wire of toRedis) wire.set({ delay: SLOW })
  await sleep(STAY)
  for (const wire of toRedis) wire.set({})
}

const flushed: Trouble = async ({ redis }) => {
  const client = new Redis(redis.url)
  await client.flushall()
  await client.quit()
}

const TROUBLES = [killed, absentAtStart, hanging, flushed, slow]

export const redisTrouble: Experiment = {
  id: 'F8',
  name: 'two nodes: Redis is killed, hangs, is slow, loses everything, or is not there at the start',
  sentence: 'without Redis each node serves its own at once, and all are whole when it is back',
  on: ['PostgreSQL'],
  needs: ['redis-server'],
  nodes: 2,
  rightsWithin: 5_000,
  // what is said about Redis is a warning
  env: () => ({ LOG_LEVEL: 'warn' }),
  people: { writers: 6, readers: 4, pause: 60 },
  rounds: { short: 1, long: 15 },
  async inflict(stage) {
    const { chance, fault, heal, pair, rounds } = stage
    if (!pair) return
    const first = chance.whole(0, TROUBLES.length)
    for (let round = 0; round < rounds; round++) {
      await sleep(chance.between(...BETWEEN))
      const since = performance.now()
      fault()
      const trouble = TROUBLES[(first + round) % TROUBLES.length]
      await trouble?.(pair, stage)
      // who is at a node that starts anew hears nothing meanwhile
      if (trouble !== absentAtStart) heardAtOnce(stage, since)
      await heal()
    }
    nothingUnhandled(stage)
  },
  canary: {
    name: 'a client that asks for nothing that it missed',
    finds: ['incomplete', 'disorder'],
    Log: TakesWhatComes,
    rounds: 2
  }
}
