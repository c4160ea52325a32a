import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { allowed } from '../world/machine.ts'
import { answersBeforeCommit } from './breaks.ts'

/** From kill to kill, once everybody is whole (ms). */
const BETWEEN = [50, 500] as const
/** A server must serve again within so long (ms). */
const READY = 3_000

export const kill: Experiment = {
  id: 'F1',
  name: 'kill -9 in the middle of writing',
  sentence: 'a server that is killed while people write keeps what it acknowledged, and everybody is whole soon after',
  on: ['SQLite', 'PostgreSQL'],
  alone: true,
  people: { writers: 5, readers: 2, pause: 60 },
  rounds: { short: 3, long: 20 },
  async inflict({ chance, fault, figure, heal, limit, rounds, server }) {
    for (let round = 0; round < rounds; round++) {
      await sleep(chance.between(...BETWEEN))
      fault()
      await server.kill()
      const ready = await server.start()
      figure('ready', ready)
      limit(ready <= allowed(READY), 'late', `the server was ready after ${ready.toFixed(0)} ms`)
      await heal()
    }
  },
  canary: {
    name: 'a server that answers before the commit',
    finds: ['lost', 'ghost'],
    build: answersBeforeCommit,
    rounds: 1
  }
}
