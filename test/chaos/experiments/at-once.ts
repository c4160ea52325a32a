import type { Stage } from '../experiment.ts'
import { allowed } from '../world/machine.ts'

/** What is said on a node is heard on that node within so long, whatever becomes of the others (ms). */
const AT_ONCE = 1_000

/** Holds what was said since then against that limit, on each node of a pair. */
export const heardAtOnce = ({ ground, history, limit, readers, figure }: Stage, since: number) => {
  const { town } = ground
  const until = performance.now() - allowed(AT_ONCE)
  const heard = new Map(history.sights.toReversed().map(({ who, message: { id }, at }) => [`${who} ${id}`, at]))
  for (const { kind, id, userId, done } of history.deeds) {
    if (kind !== 'say' || !done || done.at < since || done.at > until) continue
    const node = town.writers.findIndex((writer) => writer.id === userId) % 2
    for (const { name } of readers.filter((_, i) => i % 2 === node)) {
      const took = (heard.get(`${name} ${id}`) ?? Infinity) - done.at
      figure('heard on the same node', took)
      limit(
        took <= allowed(AT_ONCE),
        'late',
        `${name} heard ${id} ${took.toFixed(0)} ms after it was said on the same node`
      )
    }
  }
}

/** Nothing went wrong that nobody had thought of. */
export const nothingUnhandled = ({ limit, pair }: Stage) => {
  for (const node of pair?.nodes ?? [])
    limit(!/unhandled|uncaught/i.test(node.said()), 'refused', `a node met what it does not handle: ${node.said()}`)
}
