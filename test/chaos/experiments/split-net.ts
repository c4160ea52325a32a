import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment, Stage } from '../experiment.ts'
import { until } from '../until.ts'
import { allowed } from '../world/machine.ts'
import type { Pair } from '../world/pair.ts'
import type { Weather } from '../world/wire.ts'
import { nothingUnhandled } from './at-once.ts'

const BETWEEN = [300, 900] as const
/** A node that cannot do its work says so within so long (ms), */
const UNREADY = 3_000
/** and that it can again within so long. */
const READY = 5_000
/** The net is parted for so long (ms), */
const STAY = 6_000
/** or for so long, again and again. */
const FLAP = 2_000
const FLAPS = 3

const isReady = ({ url }: Pair['nodes'][number]) =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false
  )

/** One node cannot reach the database; the other serves on. */
const without =
  (parted: NonNullable<Weather['parted']>) =>
  async ({ nodes: [whole, alone], toDatabase: [, line] }: Pair, { limit, figure }: Stage) => {
    const since = performance.now()
    line.set({ parted })
    limit(
      await until(async () => !(await isReady(alone)), allowed(UNREADY)),
      'late',
      'a node without a database is ready'
    )
    figure('unready', performance.now() - since)
    await sleep(Math.max(0, STAY - (performance.now() - since)))
    limit(await isReady(whole), 'late', 'a node that has its database is not ready')
    line.set({})
    const mended = performance.now()
    limit(await until(() => isReady(alone), allowed(READY)), 'late', 'a node that has its database again is not ready')
    figure('ready again', performance.now() - mended)
  }

const flapping = async ({ toDatabase: [, line] }: Pair) => {
  for (let times = 0; times < FLAPS; times++) {
    line.set({ parted: 'both' })
    await sleep(FLAP)
    line.set({})
    await sleep(FLAP)
  }
}

/** The nodes cannot reach each other. */
const apart = async ({ toRedis }: Pair) => {
  for (const wire of toRedis) wire.set({ parted: 'both' })
  await sleep(STAY)
  for (const wire of toRedis) wire.set({})
}

const SPLITS = [without('both'), without('from the server'), flapping, apart, without('to the server')]

export const splitNet: Experiment = {
  id: 'F16',
  name: 'two nodes: the net is parted between a node and the database, one way or both, or flaps, or between the nodes',
  sentence: 'a node without its database acknowledges nothing and says that it is not ready; the other serves on',
  on: ['PostgreSQL'],
  needs: ['redis-server'],
  nodes: 2,
  rightsWithin: 5_000,
  people: { writers: 6, readers: 4, pause: 60 },
  rounds: { short: 1, long: 15 },
  async inflict(stage) {
    const { chance, fault, found, heal, pair, rounds } = stage
    if (!pair) return
    const first = chance.whole(0, SPLITS.length)
    for (let round = 0; round < rounds && !found(); round++) {
      await sleep(chance.between(...BETWEEN))
      fault()
      await SPLITS[(first + round) % SPLITS.length]?.(pair, stage)
      await heal()
    }
    nothingUnhandled(stage)
  },
  canary: {
    name: 'a node that is ready whatever its database says',
    finds: ['late'],
    build: [{ from: "answers: pulseOf(() => pulse.raw('select 1')),", to: 'answers: async () => true,' }],
    // of any three in a row one takes the database away for long
    rounds: 3
  }
}
