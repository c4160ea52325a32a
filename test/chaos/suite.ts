import pLimit from 'p-limit'
import { afterAll, describe, expect, test } from 'vitest'
import type { Experiment } from './experiment.ts'
import { experiments } from './experiments/index.ts'
import { canaryOf, told, trial, type Outcome } from './trial.ts'
import type { Kind } from './world/ground.ts'
import { grounds } from './world/grounds.ts'
import { allowed } from './world/machine.ts'
import { missing } from './world/needs.ts'

/** No trial takes longer, its turn included (ms). */
const MOST = allowed(150_000)
/** So many trials run side by side on each database, as they mostly wait; those that hardly do anything else do not count. */
const AT_ONCE = 2
const turn = pLimit(AT_ONCE)
const seed = process.env.CHAOS_SEED ?? crypto.randomUUID().slice(0, 8)
/** Each experiment on one of its databases only, which the seed draws; so in a few runs it was on all. */
const ONCE = process.env.CHAOS_EACH === 'once'
const drawn = Number.parseInt(seed, 16) || 0
/** Those on two nodes take longest. */
const onTwoNodes = experiments.filter(({ needs, rounds }) => needs?.includes('redis-server') && rounds.short > 0)
/** All canaries would take it beyond three minutes: in that form each runs in two of three runs, of those on two nodes in one. */
const isDrawn = (experiment: Experiment) => {
  if (!ONCE) return true
  const place = onTwoNodes.indexOf(experiment)
  return place >= 0 ? place === drawn % onTwoNodes.length : (experiments.indexOf(experiment) + drawn) % 3 !== 0
}

/**
 * The short form of `npm run chaos` on one kind of database. Every experiment runs on each database that it is about; that it can
 * fail is shown on one of them, in turns. What others would feel comes last and alone.
 */
export const shortly = (kind: Kind) => {
  afterAll(() => grounds.sweep())

  describe(`on ${kind}, seed ${seed}`, () => {
    const here = experiments.filter(({ on, rounds }) => on.includes(kind) && rounds.short > 0)
    const place = ({ idle, alone }: Experiment) => Number(!idle) + Number(alone ?? false)
    for (const experiment of here.toSorted((a, b) => place(a) - place(b))) both(experiment, kind)
  })
}

/** The experiment, and its canary if it is this database's turn. */
const both = (experiment: Experiment, kind: Kind) => {
  const { id, name, sentence, on, needs, canary, rounds, alone, idle } = experiment
  const lack = missing(kind, needs)
  if (lack) console.log(`Skipped: ${id} on ${kind}: ${lack}`)
  const options = { skip: lack !== undefined, concurrent: !alone, timeout: MOST }
  const inTurn = (order: () => Promise<Outcome>) => (idle ? order() : turn(order))

  const place = experiments.indexOf(experiment) + (ONCE ? drawn : 0)
  const isOn = (turns: number) => on[(place + turns) % on.length] === kind

  if (!ONCE || isOn(1))
    test(`${id}: ${sentence}`, options, async () => {
      const { violations } = await inTurn(() => trial({ experiment, kind, seed, rounds: rounds.short }))
      expect(told(violations)).toEqual([])
    })

  if (!isOn(0) || !isDrawn(experiment)) return
  test(`${id} would notice ${canary.name} (${name})`, options, async () => {
    const { asPromised, violations } = await inTurn(() => canaryOf({ experiment, kind, seed }))
    expect(asPromised, told(violations).join('\n')).toBe(true)
  })
}
