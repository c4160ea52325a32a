import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { TakesWhatComes } from './breaks.ts'

/** How long a line takes, at least and at most (ms). */
const LEAST = [200, 700] as const
const MOST = [700, 2_000] as const
const STAY = [2_500, 4_000] as const

export const slowLines: Experiment = {
  id: 'F15',
  name: 'lines take 200 to 2,000 ms, each another time, with jitter',
  sentence: 'over slow lines everybody shows one and the same order',
  on: ['SQLite', 'PostgreSQL'],
  people: { writers: 8, readers: 4, pause: 20 },
  rounds: { short: 1, long: 6 },
  async inflict({ chance, fault, heal, rounds, wires }) {
    // the others keep a good one, so that much is said meanwhile
    const slow = [...wires.readers, ...wires.writers.filter((_, i) => i % 2 === 0)]
    for (let round = 0; round < rounds; round++) {
      fault(slow.length)
      for (const wire of slow) wire.set({ delay: [chance.between(...LEAST), chance.between(...MOST)] })
      await sleep(chance.between(...STAY) / 2)
      chance.one(wires.readers).cut()
      await sleep(chance.between(...STAY) / 2)
      for (const wire of slow) wire.set({})
      await heal()
    }
  },
  canary: {
    name: 'a client that asks for nothing that it missed',
    finds: ['incomplete', 'disorder'],
    Log: TakesWhatComes
  }
}
