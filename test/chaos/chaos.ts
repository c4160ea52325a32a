/**
 * `npm run chaos`: lets everything that goes wrong with servers, databases, disks, clocks and lines loose on real ones while people
 * write and read, and compares what everybody was told with what is stored.
 *
 *   npm run chaos -- [--seed=<word>] [--only=F1,F4] [--on=SQLite] [--messages=<number>] [--short] [--write]
 *
 * Each experiment first on a broken build, which it must find, then on the real one: alone those that would feel what others do to the
 * machine, the others on both databases at a time; then again those that write most, until there were as many messages as asked for. Ends with a table, and with code 1 if anything was violated or
 * not found. `--write` puts the table into README.md. Takes Linux, root (for a small disk), and Debian's packages postgresql, strace
 * and faketime.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Experiment } from './experiment.ts'
import { experiments } from './experiments/index.ts'
import { line, table } from './table.ts'
import { canaryOf, trial, type Outcome } from './trial.ts'
import type { Kind } from './world/ground.ts'
import { grounds } from './world/grounds.ts'
import { missing } from './world/needs.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: crypto.randomUUID().slice(0, 8) },
    only: { type: 'string' },
    on: { type: 'string' },
    messages: { type: 'string', default: '50000' },
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false }
  }
})
const { seed, short } = values
const README = new URL('../../README.md', import.meta.url)
const MARKED = /(<!-- chaos -->\n)[^]*?(<!-- \/chaos -->)/

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
console.log(`Seed ${seed}: npm run chaos -- --seed=${seed} does the same again`)

const outcomes: Outcome[] = []
const skipped: string[] = []

const note = (outcome: Outcome) => {
  outcomes.push(outcome)
  console.log(line(outcome))
}
const run = async (experiment: Experiment, kind: Kind, again = '') => {
  const rounds = experiment.rounds[short ? 'short' : 'long']
  note(await trial({ experiment, kind, seed: seed + again, rounds }))
}

const pairs = experiments
  .filter(({ id }) => values.only?.split(',').includes(id) ?? true)
  .filter(({ rounds }) => !short || rounds.short > 0)
  .flatMap((experiment) => experiment.on.map((kind) => ({ experiment, kind })))
  .filter(({ kind }) => kind === (values.on ?? kind))
  .filter(({ experiment: { id, needs }, kind }) => {
    const lack = missing(kind, needs)
    if (lack) skipped.push(`Skipped: ${id} on ${kind}: ${lack}`)
    return !lack
  })

const messages = () => outcomes.reduce((sum, outcome) => sum + (outcome.broken ? 0 : outcome.messages), 0)

const both = async ({ experiment, kind }: (typeof pairs)[number]) => {
  note(await canaryOf({ experiment, kind, seed }))
  await run(experiment, kind)
}

/** What goes side by side on one kind of database. */
const lane = async (on: Kind) => {
  for (const pair of pairs) if (pair.kind === on && !pair.experiment.alone) await both(pair)
  const busiest = outcomes
    .filter(({ broken, experiment, kind }) => !broken && kind === on && !experiment.alone)
    .sort((a, b) => b.messages / b.seconds - a.messages / a.seconds)
  for (let i = 0; !short && messages() < Number(values.messages); i++) {
    const next = busiest[i % Math.min(4, busiest.length)]
    if (!next) break
    await run(next.experiment, on, `+${i}`)
  }
}
for (const pair of pairs) if (pair.experiment.alone) await both(pair)
// side by side: most of the time is waiting
await Promise.all((['SQLite', 'PostgreSQL'] as const).map(lane))

await grounds.sweep()
const told = table(outcomes)
console.log(`\n${told}\n\n${skipped.join('\n')}`)
if (values.write) {
  const page = readFileSync(README, 'utf8')
  if (!MARKED.test(page)) throw new Error('README.md has no lines <!-- chaos --> and <!-- /chaos -->')
  writeFileSync(
    README,
    page.replace(MARKED, (_all, before: string, after: string) => `${before}\n${told}\n\n${after}`)
  )
}
process.exit(outcomes.every(({ asPromised }) => asPromised) ? 0 : 1)
