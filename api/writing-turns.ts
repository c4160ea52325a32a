import { onWord, tellPrimary } from './worker-words.ts'

/** Runs one piece of writing when nobody else writes. */
export type InTurn = <T>(write: () => Promise<T>) => Promise<T>

/** A process that is alone always has the turn. */
export const alone: InTurn = (write) => write()

/**
 * The turns of one worker, which begins nothing before the last is over. SQLite lets one process write, and lets the others try again
 * and again, with pauses, in no order: they ask the process that has started them instead, which gives the turn on at once.
 */
export const turnsOfWorker = (): InTurn => {
  let begin = (): void => undefined
  onWord('turn', () => begin())
  return async (write) => {
    await new Promise<void>((resolve) => {
      begin = resolve
      tellPrimary({ hearth: 'turn wanted' })
    })
    try {
      return await write()
    } finally {
      tellPrimary({ hearth: 'turn over' })
    }
  }
}

/** Gives turns to those who ask, one at a time, in the order of their asking. */
export const givingTurns = <T>(give: (to: T) => void) => {
  const waiting: T[] = []
  let writing: T | undefined
  const next = () => {
    writing = waiting.shift()
    if (writing) give(writing)
  }
  const over = (by: T) => {
    if (writing === by) next()
  }
  return {
    wanted(by: T) {
      waiting.push(by)
      if (!writing) next()
    },
    over,
    /** It has ended, with its turn or without. */
    gone(by: T) {
      const place = waiting.indexOf(by)
      if (place >= 0) waiting.splice(place, 1)
      over(by)
    }
  }
}
