import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../../bench/figures.ts'
import type { Experiment, Stage } from '../experiment.ts'
import { keepLine, type KeptLine } from '../people/line.ts'
import { allowed } from '../world/machine.ts'
import { isPostgres } from '../world/postgres.ts'
import { aWire } from '../world/wire.ts'

/** Sockets that come back at once; on two cores, which they share with the server. Of a broken one fewer show it. */
const SOCKETS = { broken: 5, short: 150, long: 500 }
/** All are back within (ms). */
const BACK = 30_000
/** From the first byte to being signed in, for 99 of 100 (ms). */
const SIGNED_IN = 2_000
/** The server's event loop stands no longer (ms). */
const STOOD = 500
/** The most connections that it opens to the database. */
const POOL = 10

export const storm: Experiment = {
  id: 'F18',
  name: 'hundreds of sockets are cut at once and come back',
  sentence: 'a crowd that comes back at once is let in soon, and does not crowd out those who are there',
  on: ['SQLite', 'PostgreSQL'],
  alone: true,
  people: { writers: 3, readers: 2, pause: 200 },
  rounds: { short: 1, long: 3 },
  async inflict(stage) {
    const { broken, chance, figure, fault, found, ground, heal, limit, rounds, server } = stage
    const wire = await aWire(server.port, chance.branch('crowd'))
    const count = SOCKETS[broken ? 'broken' : rounds > 1 ? 'long' : 'short']
    const { readers } = ground.town
    const crowd = Array.from({ length: count }, (_, i) =>
      keepLine(wire.url, readers[i % readers.length]?.token ?? '', chance.branch(`socket ${i}`), () => undefined)
    )
    try {
      await Promise.all(crowd.map((line) => line.connected()))
      for (let round = 0; round < rounds; round++) {
        fault(count)
        await comeBack(stage, crowd, () => wire.cut())
        if (found()) return
        await heal()
      }
      const signedIn = quantile(
        crowd.flatMap((line) => line.took().slice(1)),
        0.99
      )
      figure('p99 of coming back', signedIn)
      limit(signedIn <= allowed(SIGNED_IN), 'late', `the p99 of signing in was ${signedIn.toFixed(0)} ms`)
    } finally {
      for (const line of crowd) line.close()
      await wire.close()
    }
  },
  canary: {
    name: 'a server that stands still for a moment for everybody who comes back',
    finds: ['late'],
    build: [
      {
        from: 'await joinChannels(app, connection, actorOfSession(app, session));',
        to: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${allowed(STOOD) * 1.2});
    await joinChannels(app, connection, actorOfSession(app, session));`
      }
    ]
  }
}

const comeBack = async ({ figure, found, ground, limit, server }: Stage, crowd: KeptLine[], cut: () => void) => {
  const since = performance.now()
  let most = 0
  const watching = isPostgres(ground) ? setInterval(() => void connections().catch(() => undefined), 200) : undefined
  const connections = async () => {
    const used = await ground.look((db) => db('pg_stat_activity').where({ application_name: 'hearth' }).count('* as n'))
    most = Math.max(most, Number(used[0]?.n))
  }
  cut()
  await sleep(50)
  let stood = 0
  while (!crowd.every((line) => line.socket.connected) && performance.now() - since < allowed(BACK) && !found()) {
    const asked = performance.now()
    await fetch(`${server.url}/health/live`)
    const waited = performance.now() - asked
    stood = Math.max(stood, waited)
    limit(waited < allowed(STOOD), 'late', `the server did not answer anybody for ${waited.toFixed(0)} ms`)
    await sleep(50)
  }
  clearInterval(watching)
  const took = performance.now() - since
  figure('all sockets back', took)
  figure('longest wait for /health/live', stood)
  limit(took < allowed(BACK), 'late', `the crowd was back after ${took.toFixed(0)} ms`)
  limit(most <= POOL, 'late', `the server had ${most} connections to the database`)
}
