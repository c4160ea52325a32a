import { setTimeout as sleep } from 'node:timers/promises'
import { request } from '../../support/people.ts'
import type { Experiment, Stage } from '../experiment.ts'
import { WHOLE } from '../trial.ts'
import { until } from '../until.ts'
import { allowed } from '../world/machine.ts'
import { failingSync } from '../world/strace.ts'
import { answersBeforeCommit } from './breaks.ts'

/** The first failure is noticed within so long (ms); who is answered before the commit does not notice any. */
const NOTICED = { real: 10_000, broken: 3_000 }
/** People then go on trying for so long (ms). */
const FAILING = 500
/** So many syncs fail where the disk recovers. */
const PASSING = 40

export const failingDisk: Experiment = {
  id: 'F5',
  name: 'the disk answers EIO to fdatasync',
  sentence:
    'what a failing disk did not take is not acknowledged, its server is not ready, and a good one is trusted again',
  // PostgreSQL ends itself on such an error, which is the death of F4
  on: ['SQLite'],
  needs: ['strace'],
  people: { writers: 4, readers: 2, pause: 60 },
  rounds: { short: 2, long: 4 },
  // strace counts each thread for itself, and one that has not failed yet would still write
  env: () => ({ UV_THREADPOOL_SIZE: '1' }),
  async inflict(stage) {
    const { chance, fault, ground, heal, history, limit, rounds, server } = stage
    for (let round = 0; round < rounds; round++) {
      const passes = round % 2 === 1
      await server.stop()
      const troubles = history.troubles.length
      fault()
      await server.start(failingSync(chance.whole(10, 30), passes ? PASSING : undefined))
      const noticed = await until(
        () => history.troubles.length > troubles,
        allowed(NOTICED[stage.broken ? 'broken' : 'real'])
      )
      limit(noticed, 'refused', 'nothing was refused while the disk failed')
      if (!stage.broken) await mistrusted(stage)
      await sleep(FAILING)
      if (passes) await trustedAgain(stage)
      await server.kill()
      await server.start()
      await heal()
      const [check] = await ground.look((db) => db.raw<Record<string, string>[]>('pragma integrity_check'))
      limit(check?.integrity_check === 'ok', 'lost', `the database is damaged: ${JSON.stringify(check)}`)
    }
  },
  canary: {
    name: 'a server that answers before the commit',
    finds: ['lost', 'ghost'],
    build: answersBeforeCommit,
    rounds: 1
  }
}

const isReady = async (url: string) => (await request(url, 'GET', '/health/ready')).status === 200

/** Writing is refused, reading goes on, and whoever asks is told that people are better sent elsewhere. */
const mistrusted = async ({ ground: { town }, limit, server }: Stage) => {
  const { token } = town.owner
  const read = await request(server.url, 'GET', `/api/messages?roomId=${town.den}`, { token })
  limit(read.status === 200, 'refused', `reading was answered with ${read.status} while the disk failed`)
  const room = { name: 'Nowhere', visibility: 'private' }
  const write = await request(server.url, 'POST', '/api/rooms', { token, body: room })
  limit(write.status === 503, 'lost', `a write was answered with ${write.status} while the disk failed`)
  limit(!(await isReady(server.url)), 'late', 'the server was ready while the disk failed')
}

/** The disk takes everything again: no restart is needed. */
const trustedAgain = async ({ limit, server, heal }: Stage) => {
  const ready = await until(() => isReady(server.url), allowed(WHOLE))
  limit(ready, 'late', 'the server was not ready after the disk had recovered')
  await heal()
}
