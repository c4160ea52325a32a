import { setImmediate as turn } from 'node:timers/promises'

/** What came of one thing: answers it, or throws what it was refused with. */
export type Outcome<R> = () => R

interface Waiting<T, R> {
  item: T
  resolve(value: R): void
  reject(error: unknown): void
}

interface Way<T> {
  /** The most things that are done at once: what they cost together must not keep a single one waiting. */
  most: number
  /** Things of different lanes do not wait for each other. */
  laneOf?: (item: T) => number
}

/** Things that are done one group after the other. */
interface Lane<T, R> {
  waiting: Waiting<T, R>[]
  runs: boolean
  /** How many the last group was. */
  company: number
}

/**
 * Who was told goes on at once, and is here again within this time (ms). A large group costs little more than a small one, so as
 * many as the last time are waited for; who came alone does not wait.
 */
const COMES_BACK_WITHIN = 0.5

/**
 * Does what comes in one turn of the event loop, or while the one before is being done, together. `work` answers an outcome for
 * each, in their order, or fails for all of them; everybody is told in that order, and in one turn.
 */
export const together = <T, R>(
  work: (items: readonly T[]) => Promise<readonly Outcome<R>[]>,
  { most, laneOf = () => 0 }: Way<T>
) => {
  const lanes = new Map<number, Lane<T, R>>()

  const run = async (lane: Lane<T, R>) => {
    while (lane.waiting.length > 0) {
      await gather(lane)
      const group = lane.waiting.splice(0, most)
      lane.company = group.length
      await settle(group)
    }
    lane.runs = false
  }

  const gather = async ({ waiting, company }: Lane<T, R>) => {
    const until = performance.now() + COMES_BACK_WITHIN
    do await turn()
    while (waiting.length < company && performance.now() < until)
  }

  const settle = async (group: Waiting<T, R>[]) => {
    try {
      const outcomes = await work(group.map(({ item }) => item))
      // now, not a turn later: what was committed with it and comes after it is told next
      for (const [i, { resolve, reject }] of group.entries()) {
        try {
          resolve((outcomes[i] as Outcome<R>)())
        } catch (error) {
          reject(error)
        }
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  const laneFor = (item: T) => {
    const number = laneOf(item)
    const lane = lanes.get(number) ?? { waiting: [], runs: false, company: 1 }
    lanes.set(number, lane)
    return lane
  }

  return (item: T): Promise<R> =>
    new Promise((resolve, reject) => {
      const lane = laneFor(item)
      lane.waiting.push({ item, resolve, reject })
      if (lane.runs) return
      lane.runs = true
      void run(lane)
    })
}
