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
  aside: Reader[]
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
    if (told) hearAll(told)
    for (const reader of alone) reader.flush()
  }
  const hearAll = ({ aside, chain, members }: Crowd) => {
    const bytes = chain.joined()
    let writes = 0
    for (const reader of members.readers) if (!reader.isAside && reader.hear(bytes, chain)) writes++
    turn.countWrites(writes)
    for (const reader of aside) reader.isAside = false
  }
  const setAside = ({ aside }: Crowd, reader: Reader) => {
    reader.isAside = true
    aside.push(reader)
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
      if (!crowd || reader.isAside || !crowd.members.has(reader)) return
      setAside(crowd, reader)
      reader.catchUp(crowd.chain)
    },
    behind: new Set(),
    countEvent(packets, deliveries) {
      count.deliveries += deliveries
      if (packets !== latest) count.events++
      latest = packets
    },
    countWrites(writes) {
      count.writes += writes
    },
    countDropped() {
      count.dropped++
    },
    countCut(socket) {
      count.cut++
      onCut(socket)
    }
  }

  /** They are told one by one after all. */
  const disperse = ({ aside, chain, members }: Crowd) => {
    crowd = undefined
    for (const reader of members.readers) if (!reader.isAside && !reader.gone) reader.catchUp(chain)
    for (const reader of aside) reader.isAside = false
  }

  /** The crowd of this turn, if it is these; one crowd a turn, or else their order would be lost. */
  const crowdOf = (members: Members): Crowd | undefined => {
    if (crowd && crowd.members !== members) disperse(crowd)
    else if (!crowd && waiting.length <= FEW) {
      crowd = { members, aside: [], chain: start }
      for (const reader of waiting) if (!reader.isAside && members.has(reader)) setAside(crowd, reader)
      endLater()
    }
    if (crowd) for (const reader of turn.behind) if (!reader.isAside && members.has(reader)) setAside(crowd, reader)
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
