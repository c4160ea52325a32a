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

/**
 * Does what comes in one turn of the event loop, or while the one before is being done, together. `work` answers an outcome for
 * each, in their order, or fails for all of them; everybody is told in that order, and in one turn.
 */
export const together = <T, R>(
  work: (items: readonly T[]) => Promise<readonly Outcome<R>[]>,
  { most, laneOf = () => 0 }: Way<T>
) => {
  const lanes = new Map<number, Waiting<T, R>[]>()

  const run = async (lane: number, waiting: Waiting<T, R>[]) => {
    for (let group; (group = waiting.splice(0, most)).length > 0;) await settle(group)
    lanes.delete(lane)
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

  return (item: T): Promise<R> =>
    new Promise((resolve, reject) => {
      const lane = laneOf(item)
      const one = { item, resolve, reject }
      const waiting = lanes.get(lane)
      if (waiting) return void waiting.push(one)
      const first = [one]
      lanes.set(lane, first)
      setImmediate(() => void run(lane, first))
    })
}
