import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment } from '../experiment.ts'
import type { Delivery } from '../people/reader.ts'
import type { Chance } from '../random.ts'
import { TakesWhatComes } from './breaks.ts'

const LOST = 0.2
const DOUBLED = 0.2
const LATE = 0.4
/** So late they come at most (ms). */
const MOST = 300
const STAY = 1_500

export const disturbedEvents: Experiment = {
  id: 'F21',
  name: 'events are lost, doubled, late and out of order',
  sentence: 'a window that was told of changes in whatever way shows what a fresh one would',
  on: ['SQLite'],
  people: { writers: 6, readers: 4, pause: 20 },
  rounds: { short: 2, long: 10 },
  async inflict({ chance, fault, heal, readers, rounds }) {
    for (let round = 0; round < rounds; round++) {
      for (const reader of readers) reader.disturb(disturbed(chance.branch(`${round} ${reader.name}`)))
      fault(readers.length)
      await sleep(STAY)
      for (const reader of readers) reader.disturb()
      // what an open client does every minute: the last event may have been among the lost
      for (const reader of readers) reader.compare()
      await heal()
    }
  },
  canary: {
    name: 'a client that asks for nothing that it missed',
    finds: ['incomplete', 'disorder'],
    Log: TakesWhatComes
  }
}

const disturbed =
  (chance: Chance): Delivery =>
  (event, take) => {
    if (chance.happens(LOST)) return
    for (let times = chance.happens(DOUBLED) ? 2 : 1; times > 0; times--) {
      if (chance.happens(LATE)) setTimeout(() => take(event), chance.between(0, MOST))
      else take(event)
    }
  }
