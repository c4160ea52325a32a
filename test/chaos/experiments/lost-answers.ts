import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import { ignoresIds } from './breaks.ts'

/** So long nobody hears the server (ms). */
const DEAF = [300, 900] as const

export const lostAnswers: Experiment = {
  id: 'F20',
  name: 'the server does what it was asked, and its answers are lost',
  sentence: 'who asks again because the answer was lost gets the same message, and it is there once',
  on: ['SQLite', 'PostgreSQL'],
  people: { writers: 8, readers: 2, pause: 40 },
  rounds: { short: 2, long: 12 },
  async inflict({ chance, fault, heal, rounds, wires }) {
    for (let round = 0; round < rounds; round++) {
      await sleep(chance.between(...DEAF))
      fault(wires.writers.length)
      for (const wire of wires.writers) wire.set({ deaf: true })
      await sleep(chance.between(...DEAF))
      // what was cut short is reset
      for (const wire of wires.writers) wire.set({})
      await heal()
    }
  },
  canary: {
    name: 'a server that takes a message for a new one, whatever its id',
    finds: ['doubled'],
    build: ignoresIds
  }
}
