import type { FeathersSocket } from './declarations.ts'
import { refusal } from './errors.ts'
import { networkOf } from './limits.ts'

/** How many sockets one person may have on one node: some devices with some tabs each. */
const MOST_OF_A_PERSON = 20
/** How many sockets may come from one network. A club in one hall shares its address. */
const MOST_OF_A_NETWORK = 200
/** So many of them may be nobody's. */
const MOST_ANONYMOUS = 20
/** Who opens a socket signs in on it within so long (ms). */
const TO_SIGN_IN = 10_000

/** A page opens with some thirty calls at once. Afterwards people are slower. */
const CALLS_AT_ONCE = 120
const CALLS_A_SECOND = 40
/** Who goes on so many seconds after being told is not listening. */
const DEAF_SECONDS = 3

/** How fast one socket calls. */
export interface Pace {
  /** False when it is one call too many. */
  take(): boolean
  /** Whether it went on and on although it was told. */
  isDeaf(): boolean
}

const createPace = (): Pace => {
  let left = CALLS_AT_ONCE
  let at = Date.now()
  const told = new Set<number>()
  return {
    take() {
      const now = Date.now()
      left = Math.min(CALLS_AT_ONCE, left + ((now - at) * CALLS_A_SECOND) / 1000)
      at = now
      if (left < 1) {
        told.add(Math.floor(now / 1000))
        return false
      }
      left -= 1
      if (left > CALLS_AT_ONCE / 2) told.clear()
      return true
    },
    isDeaf: () => told.size > DEAF_SECONDS
  }
}

/** Counts the open sockets of this node. */
export interface Lines {
  /** For a new socket. */
  pace(): Pace
  /** A socket comes in. @throws 429 `too_many_connections` */
  open(socket: FeathersSocket): void
  /** It is somebody's from now on. @throws 429 `too_many_connections` */
  admit(socket: FeathersSocket, userId: string): void
  /** It is nobody's again. */
  dismiss(socket: FeathersSocket): void
}

/** Counts nothing (LIMITS=off). */
export const noLines: Lines = {
  pace: () => ({ take: () => true, isDeaf: () => false }),
  open: () => undefined,
  admit: () => undefined,
  dismiss: () => undefined
}

export const createLines = (): Lines => {
  const counts = new Map<string, number>()
  const held = new WeakMap<FeathersSocket, { owner?: string; waiting?: NodeJS.Timeout | undefined }>()
  const take = (key: string, most: number) => {
    const count = counts.get(key) ?? 0
    if (count >= most) throw refusal('too_many_connections', { retryAfter: 30 })
    counts.set(key, count + 1)
  }
  const give = (key: string) => {
    const count = (counts.get(key) ?? 1) - 1
    if (count > 0) counts.set(key, count)
    else counts.delete(key)
  }
  const swap = (socket: FeathersSocket, key: string, most: number) => {
    const mine = held.get(socket)
    if (!mine || mine.owner === key) return
    take(key, most)
    if (mine.owner) give(mine.owner)
    mine.owner = key
  }
  return {
    pace: createPace,
    open(socket) {
      const network = networkOf(socket.feathers.address)
      take(`network ${network}`, MOST_OF_A_NETWORK)
      const mine: { owner?: string; waiting?: NodeJS.Timeout | undefined } = {}
      held.set(socket, mine)
      mine.waiting = setTimeout(() => {
        socket.emit('session ended', { reason: 'auth_timeout' })
        socket.disconnect(true)
      }, TO_SIGN_IN).unref()
      const close = () => {
        clearTimeout(mine.waiting)
        give(`network ${network}`)
        if (mine.owner) give(mine.owner)
        held.delete(socket)
      }
      // a handshake that is refused never becomes a connection: its transport's end is the only one there is
      socket.conn.once('close', close)
      swap(socket, `anonymous ${network}`, MOST_ANONYMOUS)
    },
    admit(socket, userId) {
      swap(socket, `person ${userId}`, MOST_OF_A_PERSON)
      clearTimeout(held.get(socket)?.waiting)
    },
    dismiss(socket) {
      if (held.has(socket)) swap(socket, `anonymous ${networkOf(socket.feathers.address)}`, MOST_ANONYMOUS)
    }
  }
}
