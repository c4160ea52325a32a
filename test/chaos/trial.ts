import { setTimeout as sleep } from 'node:timers/promises'
import { violationsOf, type Violation } from './checker.ts'
import type { Experiment, Stage } from './experiment.ts'
import { History } from './history.ts'
import { gather } from './people/gather.ts'
import { chance as seeded } from './random.ts'
import { aBrokenBuild } from './world/broken.ts'
import { evidenceOf, type Kind } from './world/ground.ts'
import { grounds } from './world/grounds.ts'
import { allowed } from './world/machine.ts'
import { aPair } from './world/pair.ts'
import { isPostgres } from './world/postgres.ts'
import { ROOT } from './world/places.ts'
import { sdkOf, theRelease } from './world/release.ts'
import { aServer } from './world/server.ts'

/** Everybody is whole within so long after the trouble is over (ms). */
export const WHOLE = 5_000
/** After so long nobody is waited for any more (ms). */
const GIVEN_UP = 20_000
/** The same violation is told so often, and then counted. */
const TOLD = 3

/** What came of one experiment on one database. */
export interface Outcome {
  experiment: Experiment
  kind: Kind
  broken: boolean
  faults: number
  /** Acknowledged. */
  messages: number
  /** How long each person took to be whole after each fault, ms. */
  healing: number[]
  figures: Map<string, number>
  violations: Violation[]
  /** Nothing was violated; of a broken build, that was found which its canary breaks. */
  asPromised: boolean
  seconds: number
}

export interface Order {
  experiment: Experiment
  kind: Kind
  seed: string
  rounds: number
  /** With what the experiment's canary breaks. */
  broken?: boolean
}

/** Settles a world, lets the experiment loose on it, and compares what everybody was told with what is stored. */
export const trial = async ({ experiment, kind, seed, rounds, broken = false }: Order): Promise<Outcome> => {
  const since = performance.now()
  const chance = seeded(`${seed}/${experiment.id}/${kind}`)
  const canary = broken ? experiment.canary : undefined
  const history = new History()
  const limits: Violation[] = []
  const healing: number[] = []
  const figures = new Map<string, number>()
  let faults = 0

  const ours = canary?.build ? await aBrokenBuild(canary.build) : ROOT
  const release = experiment.from ? await theRelease() : undefined
  const sdk = release ? await sdkOf(release) : undefined
  const home = release ?? ours
  const ground = await grounds.on(kind, { disk: experiment.disk, home: release })
  const env = { ...ground.env, ...experiment.env?.(ground) }
  const place = { env, home }
  const pair =
    experiment.nodes && isPostgres(ground)
      ? await aPair({ ...place, ground, chance: chance.branch('pair') })
      : undefined
  const servers = pair ? pair.nodes : ([await aServer(place)] as const)
  const [server] = servers
  await Promise.all(servers.map((one) => one.start()))
  const { town } = ground
  history.absences.push(
    ...[town.square, town.den].map((roomId) => ({ who: town.outsider.name, roomId, from: -Infinity, to: Infinity }))
  )

  const { readers, writers, goer, everybody, wires } = await gather({
    ...{ experiment, servers, town, history, chance, sdk },
    ...(canary?.Log && { Log: canary.Log })
  })

  const stage: Stage = {
    ...{ ground, server, pair, history, chance, rounds, broken, writers, readers, wires },
    found: () => limits.some(({ kind }) => canary?.finds.includes(kind)),
    async renew(one) {
      await one.stop()
      one.become(ours)
      await one.start()
    },
    fault: (times = 1) => void (faults += times),
    limit(holds, kind, what) {
      if (!holds) limits.push({ kind, what })
    },
    figure: (name, ms) => void figures.set(name, Math.max(ms, figures.get(name) ?? 0)),
    async heal() {
      const over = performance.now()
      const heads = new Map(history.heads)
      const wait = async (name: string, isWhole: () => boolean) => {
        while (!isWhole() && performance.now() - over < allowed(GIVEN_UP)) await sleep(10)
        const ms = performance.now() - over
        healing.push(ms)
        if (ms > allowed(WHOLE)) limits.push({ kind: 'late', what: `${name} was whole after ${ms.toFixed(0)} ms` })
      }
      await Promise.all([
        ...readers.map((reader) => wait(reader.name, () => reader.holds(heads))),
        ...writers.map((writer) => wait(writer.name, () => writer.answeredAt() > over))
      ])
    }
  }

  try {
    // only what everybody has seen can be missed
    await stage.heal()
    healing.length = limits.length = 0
    await experiment.inflict(stage)
    await Promise.all([...writers.map((writer) => writer.finish(allowed(GIVEN_UP))), goer.settle()])
    const { heads } = await evidenceOf(ground)
    const end = new Map(heads.map(({ id, lastRev }) => [id, lastRev]))
    const until = performance.now() + allowed(WHOLE)
    while (![...readers, goer].every((reader) => reader.holds(end)) && performance.now() < until) await sleep(20)
  } finally {
    for (const one of everybody) one.close()
    await Promise.all(stage.wires.all.map((wire) => wire.close()))
    for (const one of servers) one.signal('SIGCONT')
    await Promise.all(servers.map((one) => one.stop()))
    await pair?.close()
  }
  const shown = [...readers, goer].flatMap(({ name, logs }) =>
    logs.map(({ roomId, rows }) => ({ who: name, roomId, rows }))
  )
  const evidence = { ...history, ...(await evidenceOf(ground)), shown }
  await ground.sweep()
  const violations = [...limits, ...refusals(history), ...violationsOf(evidence)]
  const asPromised = canary ? violations.some(({ kind }) => canary.finds.includes(kind)) : violations.length === 0
  const { messages } = history
  const seconds = (performance.now() - since) / 1000
  return { experiment, kind, broken, faults, messages, healing, figures, violations, asPromised, seconds }
}

/** So often a canary is let loose until it is found: what it breaks shows at some moments only. */
const CANARY_TRIES = 6

/** The trial of an experiment's canary. */
export const canaryOf = async (order: Omit<Order, 'rounds' | 'broken'>): Promise<Outcome> => {
  const { canary, rounds } = order.experiment
  for (let tries = 1; ; tries++) {
    const seed = tries === 1 ? order.seed : `${order.seed}+${tries}`
    const outcome = await trial({ ...order, seed, rounds: canary.rounds ?? rounds.short, broken: true })
    if (outcome.asPromised || tries === CANARY_TRIES) return outcome
  }
}

/** A call is answered, or refused in a way that says "again"; it is never an unexpected error, and never left hanging. */
const refusals = ({ deeds, troubles, losses }: History): Violation[] => [
  ...losses.map((what): Violation => ({ kind: 'lost', what: `${what} was acknowledged and is not stored` })),
  ...deeds.flatMap(({ refused, kind, id }): Violation[] =>
    refused ? [{ kind: 'refused', what: `${kind} ${id} was refused: ${refused}` }] : []
  ),
  ...deeds.flatMap(({ done, refused, kind, id, tries }): Violation[] =>
    done || refused || kind === 'unsay'
      ? []
      : [{ kind: 'late', what: `${kind} ${id} has no answer after ${tries} tries` }]
  ),
  ...troubles.flatMap(({ code, reason }): Violation[] =>
    code === 500 ? [{ kind: 'refused', what: `a call was answered with 500 ${reason}` }] : []
  )
]

/** A line a kind, with its first examples. */
export const told = (violations: readonly Violation[]) =>
  [...new Set(violations.map(({ kind }) => kind))].map((kind) => {
    const all = violations.filter((one) => one.kind === kind).map(({ what }) => what)
    const more = all.length > TOLD ? `; and ${all.length - TOLD} more` : ''
    return `${kind}: ${all.slice(0, TOLD).join('; ')}${more}`
  })
