import { parseArgs } from 'node:util'
import { median } from './figures.ts'
import type { Running, Subject } from './subjects.ts'

const { values } = parseArgs({ strict: false, options: { rounds: { type: 'string', default: '5' } } })
/** Every measurement is made so often, each round of all that is compared; the median counts. */
export const ROUNDS = Number(values.rounds)

/** What each subject showed in each round. */
export class Rounds<F extends object> {
  readonly #shown = new Map<string, F[]>()

  note(name: string, figures: F) {
    this.#shown.set(name, [...(this.#shown.get(name) ?? []), figures])
    const all = Object.entries(figures).map(([key, value]) => `${key} ${brief(value)}`)
    console.log(`  ${name}: ${all.join(', ')}`)
  }

  of(name: string, figure: (figures: F) => number) {
    return median(this.#all(name).map(figure))
  }

  /** How many times as much `name` shows as `other`: the median of the rounds, in each of which both were measured. */
  ratio(name: string, other: string, figure: (figures: F) => number) {
    const others = this.#all(other)
    return median(this.#all(name).map((one, round) => figure(one) / figure(others[round] as F)))
  }

  #all(name: string): F[] {
    const all = this.#shown.get(name)
    if (!all) throw new Error(`${name} was not measured`)
    return all
  }
}

const brief = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : String(value))

/** Measures all subjects in turn, round after round: what disturbs the machine for a while disturbs all of them. */
export const interleaved = async <F extends object>(
  subjects: readonly Subject[],
  measure: (running: Running, subject: Subject) => Promise<F>
): Promise<Rounds<F>> => {
  const rounds = new Rounds<F>()
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`  round ${round} of ${ROUNDS}`)
    for (const subject of subjects) {
      const running = await subject.start()
      try {
        rounds.note(subject.name, await measure(running, subject))
      } finally {
        await running.stop()
      }
    }
  }
  return rounds
}
