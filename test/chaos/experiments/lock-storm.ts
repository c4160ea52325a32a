import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../../bench/figures.ts'
import type { Experiment } from '../experiment.ts'
import type { Ground } from '../world/ground.ts'
import { allowed } from '../world/machine.ts'

/** So long another process holds the lock that every write needs (ms). */
const HELD = 3_000
const PAUSE = 1_000
/** No write takes longer (ms). */
const ANSWERED = 6_000

export const lockStorm: Experiment = {
  id: 'F11',
  name: 'another process holds the write lock for 3 s while 20 people write',
  sentence: 'writers wait for a lock that another process holds, and none is answered with an error',
  on: ['SQLite', 'PostgreSQL'],
  people: { writers: 20, readers: 2, pause: 10 },
  rounds: { short: 1, long: 8 },
  async inflict({ fault, figure, ground, heal, history, limit, rounds }) {
    for (let round = 0; round < rounds; round++) {
      fault()
      await lockWrites(ground, HELD)
      await heal()
      await sleep(PAUSE)
    }
    const times = history.deeds.flatMap(({ at, done }) => (done ? [done.at - at] : []))
    const p99 = quantile(times, 0.99)
    figure('p99 of writing', p99)
    limit(p99 < allowed(ANSWERED), 'late', `the p99 of writing was ${p99.toFixed(0)} ms`)
  },
  canary: {
    name: 'a server that does not wait for a lock, and takes it for an unexpected error',
    finds: ['refused'],
    build: [
      { from: "'busy_timeout = 5000'", to: "'busy_timeout = 0'" },
      { from: 'lock_timeout: ', to: 'lock_timeout: 100, otherwise: ' },
      { from: 'busy: [Unavailable,', to: 'busy: [GeneralError,' }
    ]
  }
}

const lockWrites = (ground: Ground, ms: number) =>
  ground.look(async (db) => {
    if (ground.kind === 'PostgreSQL') {
      await db.transaction(async (trx) => {
        await trx.raw('lock table messages in exclusive mode')
        await sleep(ms)
      })
      return
    }
    // this connection waits for its turn among the server's writes
    await db.raw('pragma busy_timeout = 30000')
    await db.raw('begin immediate')
    await sleep(ms)
    await db.raw('commit')
  })
