import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { isPostgres } from '../world/postgres.ts'
import { answersBeforeCommit } from './breaks.ts'

const BETWEEN = [200, 800] as const

export const databaseDeath: Experiment = {
  id: 'F4',
  name: 'PostgreSQL is killed, or stopped at once as by a loss of power',
  sentence: 'a database that dies takes nothing that was acknowledged with it, and its server needs no restart',
  on: ['PostgreSQL'],
  alone: true,
  people: { writers: 5, readers: 2, pause: 40 },
  rounds: { short: 2, long: 12 },
  async inflict({ chance, fault, ground, heal, rounds }) {
    if (!isPostgres(ground)) return
    const { cluster } = ground
    for (let round = 0; round < rounds; round++) {
      await sleep(chance.between(...BETWEEN))
      fault()
      if (round % 2 === 0) await cluster.stop('immediate')
      else await cluster.kill()
      await cluster.start()
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
