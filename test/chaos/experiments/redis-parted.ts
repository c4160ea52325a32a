import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { onceShownOut } from '../people/goer.ts'
import { heardAtOnce, nothingUnhandled } from './at-once.ts'

const BETWEEN = [500, 1_500] as const
/** Rights that are taken on another node are gone here within so long (ms). */
const RIGHTS = 5_000

export const redisParted: Experiment = {
  id: 'F9',
  name: 'two nodes: the net between one of them and Redis is parted, and nobody says so',
  sentence: 'a node that is alone hears of rights from the database in 5 s, and of the rest when the net is mended',
  on: ['PostgreSQL'],
  needs: ['redis-server'],
  nodes: 2,
  rightsWithin: RIGHTS,
  people: { writers: 6, readers: 4, pause: 80 },
  rounds: { short: 1, long: 8 },
  async inflict(stage) {
    const { broken, chance, fault, heal, pair, rounds } = stage
    if (!pair) return
    // what the canary breaks is seen only by somebody whose own node is deaf, and that is the first
    const first = broken ? 0 : chance.whole(0, 2)
    const ways = broken ? (['both'] as const) : (['both', 'from the server', 'to the server'] as const)
    for (let round = 0; round < rounds; round++) {
      await sleep(chance.between(...BETWEEN))
      const alone = pair.toRedis[(first + round) % 2] ?? pair.toRedis[0]
      const since = performance.now()
      fault()
      alone.set({ parted: chance.one(ways) })
      await sleep(onceShownOut(RIGHTS))
      alone.set({})
      heardAtOnce(stage, since)
      await heal()
    }
    nothingUnhandled(stage)
  },
  canary: {
    name: 'a node that never looks at rights again',
    finds: ['leak'],
    build: [
      {
        from: 'const due = new Set([`${ROLE}${role}`, ...roomIds.map(channelOf.room)]);',
        to: 'const due = new Set([`${ROLE}${role}`, ...roomIds.map(channelOf.room), ...rooms]);'
      }
    ]
  }
}
