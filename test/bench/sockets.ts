import { setTimeout as sleep } from 'node:timers/promises'
import { kB, MB, median } from './figures.ts'
import { ROUNDS } from './rounds.ts'
import { atMost, type Row } from './row.ts'
import { aHearthOf } from './subjects.ts'

const PEOPLE = 1_000
const MANY = 10_000
/** Lets a server come to rest (ms). */
const REST = 10_000

const seconds = (value: number) => `${value.toFixed(1)} s`

/** What signed-in sockets cost that say nothing: ten of each of a thousand people, who share a room. */
export const sockets = async (): Promise<Row[]> => {
  const rounds: Record<'connecting' | 'resident' | 'each', number>[] = []
  for (let round = 1; round <= Math.min(ROUNDS, 3); round++) {
    const { load, program, stop } = await aHearthOf(PEOPLE)
    try {
      // what the first call of each kind makes is not the sockets'
      await load.connect(10)
      await sleep(REST)
      const [cpu, before] = [program.cpu(), program.resident()]
      await load.connect(PEOPLE)
      const connecting = program.cpu() - cpu
      await load.connect(MANY - PEOPLE - 10)
      await sleep(REST)
      const after = program.resident()
      const figures = { connecting, resident: after, each: (after - before) / (MANY - 10) }
      console.log(`  ${seconds(connecting)}, ${MB(before)} to ${MB(after)}, ${kB(figures.each)} each`)
      rounds.push(figures)
    } finally {
      await stop()
    }
  }
  const of = (name: keyof (typeof rounds)[number]) => median(rounds.map((figures) => figures[name]))
  return [
    atMost('Processor time to connect and sign in 1,000 sockets', of('connecting'), 3, seconds),
    atMost('Memory of an idle signed-in socket', of('each'), 30_000, kB),
    atMost('Resident memory, 10,000 sockets', of('resident'), 512e6, MB)
  ]
}
