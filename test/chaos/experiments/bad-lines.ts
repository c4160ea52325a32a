import { setTimeout as sleep } from 'node:timers/promises'
import type { Experiment, Stage } from '../experiment.ts'
import type { Weather } from '../world/wire.ts'
import { TakesWhatComes } from './breaks.ts'

/** So long the weather stays bad (ms). */
const BAD = [600, 1_400] as const
/** 64 kbit/s. */
const SLOW = 8_000

const WEATHERS: Weather[] = [{ loss: 0.01 }, { loss: 0.05 }, { loss: 0.2 }, { bytesPerSecond: SLOW }]

/** Every line is reset while the server says something. */
const cutEach = ({ wires, fault }: Stage) => {
  fault(wires.all.length)
  for (const wire of wires.all) wire.cutMidFrame()
}

export const badLines: Experiment = {
  id: 'F14',
  name: 'lines lose 1 to 20 % of what they carry, are slow as in 1998, and are reset in the middle of a frame',
  sentence: 'over bad lines everything arrives, once and in order',
  on: ['SQLite', 'PostgreSQL'],
  people: { writers: 6, readers: 4, pause: 60 },
  rounds: { short: 2, long: 8 },
  async inflict(stage) {
    const { chance, fault, heal, rounds, wires } = stage
    for (let round = 0; round < rounds; round++) {
      const weather = WEATHERS[(round + 2) % WEATHERS.length] ?? {}
      fault()
      for (const wire of wires.all) wire.set(weather)
      await sleep(chance.between(...BAD))
      cutEach(stage)
      await sleep(chance.between(...BAD))
      for (const wire of wires.all) wire.set({})
      await heal()
    }
  },
  canary: { name: 'a client that asks for nothing that it missed', finds: ['incomplete'], Log: TakesWhatComes }
}
