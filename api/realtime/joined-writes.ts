import type { Socket } from 'socket.io'
import { Chain, type Encoded, type WriteOptions } from './chain.ts'
import { Reader, type Turn } from './reader.ts'

/** What went out since the start. A delivery is one event for one socket; many of them may share a write. */
export interface FanOut {
  events: number
  deliveries: number
  writes: number
  /** Volatile events that were left out because their reader was behind. */
  dropped: number
  /** Readers that were cut because they did not keep up. */
  cut: number
}

/** Sockets that hear the same, as long as nobody joins or leaves. */
export class Members {
  readonly readers: readonly Reader[]
  #set: Set<Reader> | undefined

  constructor(readers: readonly Reader[]) {
    this.readers = readers
  }

  has(reader: Reader) {
    return (this.#set ??= new Set(this.readers)).has(reader)
  }
}

/** What was said in this turn to all of a crowd, but for those who are told by themselves because they are told more, or later. */
interface Crowd {
  members: Members
  aside: Set<Reader>
  chain: Chain
}

/** If more than these have been told something by themselves already, a crowd is told one by one, too. */
const FEW = 32

/**
 * Joins what goes out in one turn of the event loop, in the order in which it was said, so that each socket gets its own in one
 * write. Where `joins` says no, Socket.IO writes as it always does, and only the readers that do not read are looked after.
 */
export const joinedWrites = (count: FanOut, joins: () => boolean, onCut: (socket: Socket) => void) => {
  const readers = new WeakMap<Socket, Reader>()
  let latest: Encoded | undefined
  let start = Chain.start()
  let waiting: Reader[] = []
  let crowd: Crowd | undefined
  let ends = false

  /** Nobody is told anything new meanwhile: no step of a write calls back. */
  const endTurn = () => {
    const [told, alone] = [crowd, waiting]
    crowd = undefined
    waiting = []
    ends = false
    // a new start: what the last turn said is not kept any longer than somebody waits for it
    start = Chain.start()
    if (told) for (const reader of told.members.readers) if (!told.aside.has(reader)) reader.hear(told.chain)
    for (const reader of alone) reader.flush()
  }
  const endLater = () => {
    if (!ends) setImmediate(endTurn)
    ends = true
  }

  const turn: Turn = {
    joins,
    start: () => start,
    later(reader) {
      waiting.push(reader)
      endLater()
    },
    partFromCrowd(reader) {
      if (!crowd || crowd.aside.has(reader) || !crowd.members.has(reader)) return
      crowd.aside.add(reader)
      reader.catchUp(crowd.chain)
    },
    behind: new Set(),
    countEvent(packets, deliveries) {
      count.deliveries += deliveries
      if (packets !== latest) count.events++
      latest = packets
    },
    countWrite() {
      count.writes++
    },
    countDropped() {
      count.dropped++
    },
    countCut(socket) {
      count.cut++
      onCut(socket)
    }
  }

  /** The crowd of this turn, if it is these; one crowd a turn, or else their order would be lost. */
  const crowdOf = (members: Members): Crowd | undefined => {
    if (crowd && crowd.members !== members) {
      const { aside, chain, members: others } = crowd
      crowd = undefined
      for (const reader of others.readers) if (!reader.gone && !aside.has(reader)) reader.catchUp(chain)
      return undefined
    }
    if (!crowd) {
      if (waiting.length > FEW) return undefined
      crowd = { members, aside: new Set(waiting.filter((reader) => members.has(reader))), chain: start }
      endLater()
    }
    for (const reader of turn.behind) if (members.has(reader)) crowd.aside.add(reader)
    return crowd
  }

  return {
    /** From now on, and before anything is said to it, what `socket` is told goes out joined. */
    attend(socket: Socket) {
      readers.set(socket, new Reader(socket, turn))
    },
    /** Who they are; undefined when somebody among them is not attended to. */
    membersOf(sockets: readonly Socket[]) {
      const all = sockets.map((socket) => readers.get(socket))
      return all.includes(undefined) ? undefined : new Members(all as Reader[])
    },
    /** Says the same to all of them, with one step for all instead of one for each. False when they have to be told one by one. */
    tellAll(members: Members, packets: Encoded, options: WriteOptions) {
      if (options.wsPreEncodedFrame === undefined || !joins()) return false
      const told = crowdOf(members)
      if (!told) return false
      turn.countEvent(packets, members.readers.length)
      told.chain = told.chain.and(packets, options)
      for (const reader of told.aside) reader.tell(packets, options)
      return true
    }
  }
}
