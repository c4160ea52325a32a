import type { Experiment } from '../experiment.ts'
import { until } from '../until.ts'
import { allowed } from '../world/machine.ts'

/** Both sides give up a line without a sign of life within so long (ms). */
const GIVEN_UP = 45_000
/** What the network and the timers add (ms). */
const GRACE = 3_000

export const halfOpen: Experiment = {
  id: 'F13',
  name: 'lines become half-open: nothing passes, not even their end',
  sentence: 'both sides give up a line that says nothing any more, and its person comes back whole',
  on: ['SQLite'],
  idle: true,
  people: { writers: 3, readers: 3, pause: 200 },
  rounds: { short: 1, long: 1 },
  async inflict({ fault, figure, found, limit, heal, readers, wires }) {
    const frozen = wires.readers.slice(0, readers.length)
    const before = readers.map((reader) => reader.connections())
    const since = performance.now()
    for (const wire of frozen) wire.freeze()
    fault(frozen.length)
    const noticed = () => readers.every((reader, i) => reader.connections() > (before[i] ?? 0))
    const freed = () => frozen.every((wire) => wire.frozen() === 0)
    await until(() => noticed() && freed(), GIVEN_UP + allowed(GRACE))
    figure('half-open lines given up', performance.now() - since)
    limit(noticed(), 'late', 'a reader kept a line that was half-open')
    limit(freed(), 'late', 'the server kept a line that was half-open')
    if (!found()) await heal()
  },
  canary: {
    name: 'a server that never asks whether anybody is still there',
    finds: ['late'],
    build: [{ from: 'connectTimeout: 10_000,', to: 'connectTimeout: 10_000, pingInterval: 3_600_000,' }]
  }
}
