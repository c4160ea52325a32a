import { cpus } from 'node:os'
import { ms, quantile } from '../bench/figures.ts'
import { experiments } from './experiments/index.ts'
import { told, WHOLE, type Outcome } from './trial.ts'
import { SLACK } from './world/machine.ts'

/** One line on the screen for a run that is over. */
export const line = ({
  experiment,
  kind,
  broken,
  asPromised,
  violations,
  faults,
  messages,
  healing,
  seconds
}: Outcome) => {
  const title = `${experiment.id.padEnd(4)}${kind.padEnd(11)}`
  const time = `${seconds.toFixed(0)} s`
  if (broken)
    return `${title}${asPromised ? 'found' : 'NOT FOUND'}: ${experiment.canary.name} (${kindsOf(violations)}; ${time})`
  const whole = healing.length > 0 ? `, whole p95 ${ms(quantile(healing, 0.95))}` : ''
  const head = `${title}${asPromised ? 'held' : 'VIOLATED'}: ${experiment.name} (${faults} faults, ${messages} messages${whole}; ${time})`
  return [head, ...told(violations).map((one) => `      ${one}`)].join('\n')
}

const kindsOf = (violations: Outcome['violations']) =>
  [...new Set(violations.map(({ kind }) => kind))].join(', ') || 'nothing'

/** The table of the README. */
export const table = (outcomes: readonly Outcome[]) => {
  const held = outcomes.filter(({ broken }) => !broken)
  const done = experiments.filter((one) => held.some(({ experiment }) => experiment === one))
  const rows = done.map((experiment) => {
    const runs = held.filter((one) => one.experiment === experiment)
    const canaries = outcomes.filter((one) => one.broken && one.experiment === experiment)
    const healing = runs.flatMap((run) => run.healing)
    return [
      experiment.name,
      [...new Set(runs.map(({ kind }) => kind))].join(', '),
      sum(runs, ({ faults }) => faults),
      sum(runs, ({ messages }) => messages),
      healing.length > 0 ? ms(quantile(healing, 0.95)) : '–',
      runs.every(({ asPromised }) => asPromised) ? 'held' : '**violated**',
      `${experiment.canary.name}: ${canaries.every(({ asPromised }) => asPromised) ? 'found' : '**not found**'}`
    ]
  })
  const of = (...kinds: string[]) =>
    sum(held, (run) => run.violations.filter(({ kind }) => kinds.includes(kind)).length)
  const healing = held.flatMap((run) => run.healing)
  return [
    '| What is done | on | Faults | Messages | Whole again, p95 | | Shown to fail with |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `${sum(held, ({ faults }) => faults)} faults, ${sum(held, ({ messages }) => messages)} acknowledged messages: ` +
      `${of('lost', 'incomplete')} lost, ${of('doubled')} doubled, ${of('disorder')} out of order, ${of('leak', 'ghost')} seen by ` +
      `somebody who might not, or before they were stored. Everybody was whole ${ms(quantile(healing, 0.95))} (p95) and at most ` +
      `${ms(Math.max(...healing))} after the trouble was over; the limit is ${ms(WHOLE)}.`,
    '',
    `${cpus().length} cores, Node ${process.versions.node}${SLACK > 1 ? `; a busy machine, ${SLACK} times as long was allowed` : ''}`
  ].join('\n')
}

const sum = (runs: readonly Outcome[], of: (run: Outcome) => number) => runs.reduce((total, run) => total + of(run), 0)
