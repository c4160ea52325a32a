import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { ignoresIds } from './breaks.ts'

/** For so long the server stands still (ms): longer than a call waits, and long enough for lines to be given up. */
const STILL = [7_000, 20_000, 50_000]
/** After so long without a sign of life a line is given up (ms): Socket.IO's 25 s between pings and 20 s for one. */
const GIVEN_UP = 45_000

export const pause: Experiment = {
  id: 'F2',
  name: 'the server stands still for 7 to 50 s (SIGSTOP)',
  sentence: 'a server that stood still goes on as if nothing had been, and nothing that was sent again is there twice',
  on: ['SQLite', 'PostgreSQL'],
  people: { writers: 5, readers: 2, pause: 60 },
  rounds: { short: 1, long: 3 },
  async inflict({ fault, heal, limit, readers, rounds, server }) {
    for (const still of STILL.slice(0, rounds)) {
      const before = readers.map((reader) => reader.connections())
      fault()
      server.signal('SIGSTOP')
      await sleep(still)
      server.signal('SIGCONT')
      await heal()
      const moved = readers.every((reader, i) => reader.connections() > (before[i] ?? 0))
      limit(moved || still < GIVEN_UP, 'late', `a line without a sign of life was kept for ${still} ms`)
    }
  },
  canary: {
    name: 'a server that takes a message for a new one, whatever its id',
    finds: ['doubled'],
    build: ignoresIds
  }
}
