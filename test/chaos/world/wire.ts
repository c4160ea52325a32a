import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Chance } from '../random.ts'

/** What is wrong with a wire. Nothing: bytes pass as they come. */
export interface Weather {
  /** Each piece takes so long (ms, from–to), in order. */
  delay?: readonly [number, number]
  /** So many pieces (0 to 1) are lost and sent again by TCP: they, and all behind them, come later. */
  loss?: number
  /** How fast the wire is. */
  bytesPerSecond?: number
  /** What the server says does not arrive any more: it has done what it was asked, and nobody hears of it. */
  deaf?: boolean
  /** The net between is parted: nothing passes this way, not even a first or a last word, and all of it comes when it is mended. */
  parted?: 'both' | 'to the server' | 'from the server'
}

/** A TCP line to a server, with everything that happens to lines. */
export interface Wire {
  url: string
  port: number
  /** How many connections it carries. */
  connections(): number
  set(weather: Weather): void
  /** Resets every connection. */
  cut(): void
  /** Resets every connection in the middle of the next piece that the server sends. */
  cutMidFrame(): void
  /** The connections there are become half-open: nothing passes in either direction, not even their end. New ones work. */
  freeze(): void
  /** How many of the frozen ones the server still holds. */
  frozen(): number
  /** Until `open`, no new connection is taken. */
  shut(): void
  open(): void
  /** New connections go to this port. */
  moveTo(port: number): void
  close(): Promise<void>
}

/** A lost segment is sent again after so long, twice as long if it is lost again (ms; RFC 6298 with Linux's lower bound). */
const RETRANSMIT = 200

/** So many pieces are under way at most; then the sender waits. */
const MOST_UNDER_WAY = 64

interface Pair {
  near: Socket
  far: Socket
  /** What passed is not whole any more. */
  tainted: boolean
  cutNext: boolean
  frozen: boolean
}

/** One direction of a connection, and what it carries when the net is whole again. */
interface Way {
  fromServer: boolean
  waiting: (() => void)[]
  /** What is under way and takes its time, in order. */
  under: Set<{ deed: () => void; timer: NodeJS.Timeout }>
  /** When the last of it arrives. */
  free: number
}

/** Does something so long from now at the earliest (ms), and never before what came before it on this way. */
const inTime = (way: Way, ms: number, deed: () => void) => {
  way.free = Math.max(way.free, performance.now() + ms)
  const one = { deed, timer: setTimeout(() => arrive(way, one), way.free - performance.now()) }
  way.under.add(one)
}

/** What is under way arrives, in order, up to this one. */
const arrive = (way: Way, last?: unknown) => {
  for (const one of way.under) {
    way.under.delete(one)
    clearTimeout(one.timer)
    one.deed()
    if (one === last) return
  }
}

export const aWire = async (targetPort: number, chance: Chance): Promise<Wire> => {
  const pairs = new Set<Pair>()
  const frozen = new Set<Pair>()
  const ways = new Set<Way>()
  let weather: Weather = {}
  let taking = true
  let target = targetPort

  const reset = (pair: Pair) => {
    pair.near.resetAndDestroy()
    pair.far.resetAndDestroy()
    pairs.delete(pair)
  }

  const isParted = ({ fromServer }: Way) =>
    weather.parted === 'both' || weather.parted === (fromServer ? 'from the server' : 'to the server')
  const mend = () => {
    for (const way of ways) if (!isParted(way)) for (const deed of way.waiting.splice(0)) deed()
  }

  const hurry = () => {
    for (const way of ways) {
      way.free = 0
      arrive(way)
    }
  }

  /** How long from now a piece takes (ms) on a way that is free then: on a narrow one each waits for the one before. */
  const travelTime = (bytes: number, free: number) => {
    const { delay, loss = 0, bytesPerSecond } = weather
    let time = delay ? chance.between(...delay) : 0
    for (let again = RETRANSMIT; chance.happens(loss); again *= 2) time += again
    if (!bytesPerSecond) return time
    const now = performance.now()
    return Math.max(now + time, free) - now + (bytes / bytesPerSecond) * 1000
  }

  /** Carries the bytes of one direction, in order. */
  const carry = (pair: Pair, from: Socket, to: Socket, fromServer: boolean) => {
    const way: Way = { fromServer, waiting: [], under: new Set(), free: 0 }
    ways.add(way)
    /** Does it as soon as the net is whole, in order. */
    const across = (deed: () => void) => {
      if (isParted(way)) way.waiting.push(deed)
      else deed()
    }
    const pass = (chunk: Buffer) => {
      if (way.under.size < MOST_UNDER_WAY) from.resume()
      if (pair.tainted) return
      if (!fromServer || !pair.cutNext) {
        across(() => void to.write(chunk))
        return
      }
      to.write(chunk.subarray(0, Math.ceil(chunk.length / 2)))
      // what was written must leave before the reset, which would take it along
      setTimeout(() => reset(pair), 5)
      pair.cutNext = false
      pair.tainted = true
    }
    from.on('data', (chunk: Buffer) => {
      // a stream that lacks bytes cannot go on
      if (weather.deaf && fromServer) pair.tainted = true
      if (pair.tainted || pair.frozen) return
      const ms = travelTime(chunk.length, way.free)
      if (ms === 0 && way.under.size === 0) return pass(chunk)
      inTime(way, ms, () => pass(chunk))
      if (way.under.size >= MOST_UNDER_WAY) from.pause()
    })
    from.on('error', () => undefined)
    from.on('close', () => {
      if (pair.frozen && fromServer) frozen.delete(pair)
      if (pair.frozen) return
      pairs.delete(pair)
      const end = () => {
        to.destroy()
        ways.delete(way)
      }
      inTime(way, 0, () => across(end))
    })
  }

  const server = createServer((near) => {
    if (!taking) return near.resetAndDestroy()
    const far = connect(target, '127.0.0.1')
    for (const socket of [near, far]) socket.setNoDelay(true)
    const pair = { near, far, tainted: false, cutNext: false, frozen: false }
    pairs.add(pair)
    carry(pair, near, far, false)
    carry(pair, far, near, true)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const cut = () => pairs.forEach(reset)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    connections: () => pairs.size,
    set(next) {
      weather = next
      mend()
      const { delay, loss, bytesPerSecond, deaf } = next
      if (!delay && !loss && !bytesPerSecond) hurry()
      if (!deaf) for (const pair of pairs) if (pair.tainted) reset(pair)
    },
    cut,
    cutMidFrame: () => pairs.forEach((pair) => (pair.cutNext = true)),
    freeze() {
      for (const pair of pairs) {
        pair.frozen = true
        frozen.add(pair)
      }
      pairs.clear()
    },
    frozen: () => frozen.size,
    shut: () => void (taking = false),
    open: () => void (taking = true),
    moveTo: (next) => void (target = next),
    close() {
      weather = {}
      mend()
      cut()
      frozen.forEach(reset)
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}
