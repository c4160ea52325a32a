import type { Socket } from 'socket.io'
import type { Adapter } from 'socket.io-adapter'
import type { Encoded, WriteOptions } from './chain.ts'
import type { joinedWrites, Members } from './joined-writes.ts'

/** Who a broadcast is for; `apply` calls back for each of them (socket.io-adapter 2.5, in-memory-adapter.js, half-private). */
interface Hearers {
  rooms: ReadonlySet<string>
  except?: ReadonlySet<string>
}
interface Inside {
  rooms: ReadonlyMap<string, ReadonlySet<string>>
  nsp: { sockets: ReadonlyMap<string, Socket> }
  /** Comes right before the `apply` of a broadcast; one that is to be acknowledged has an id. */
  _encode?(packet: { id?: number }, options: WriteOptions): Encoded
  apply(hearers: Hearers, callback: (socket: Socket) => void): void
}

interface Kept {
  sockets: readonly Socket[]
  members: Members | undefined
}
const NOBODY: Kept = { sockets: [], members: undefined }

/** Of rooms with fewer sockets no list is kept. */
const MANY = 16

/**
 * For each event Socket.IO looks up every member of a room by its id, and keeps a set of those it has met, in case that somebody is
 * in two of the rooms. In a single room nobody is met twice, and who is in it changes more rarely than something is said there: so a
 * list of its sockets is kept until somebody joins or leaves, and is told as a whole what is said to it. Answers what each socket's
 * adapter is to be told to.
 */
export const quickMembers = (
  { membersOf, tellAll }: Pick<ReturnType<typeof joinedWrites>, 'membersOf' | 'tellAll'>,
  many = MANY
) => {
  const known = new WeakSet<Adapter>()
  return (adapter: Adapter) => {
    if (known.has(adapter)) return
    known.add(adapter)
    const inside = adapter as unknown as Inside
    // one that we do not know finds its members as it always does
    if (typeof inside.apply !== 'function') return
    const apply = inside.apply.bind(adapter)
    const encode = inside._encode?.bind(adapter)
    const kept = new Map<string, Kept>()
    for (const change of ['join-room', 'leave-room'] as const) adapter.on(change, (room: string) => kept.delete(room))

    const of = (room: string): Kept => {
      const before = kept.get(room)
      if (before) return before
      const ids = inside.rooms.get(room)
      if (!ids) return NOBODY
      const sockets: Socket[] = []
      for (const id of ids) {
        const socket = inside.nsp.sockets.get(id)
        if (socket) sockets.push(socket)
      }
      // who is still on the way in is in the room before it is a socket of the server
      if (ids.size < many || sockets.length < ids.size) return { sockets, members: undefined }
      const now = { sockets, members: membersOf(sockets) }
      kept.set(room, now)
      return now
    }

    let said: { packets: Encoded; options: WriteOptions } | undefined
    if (encode)
      inside._encode = (packet, options) => {
        const packets = encode(packet, options)
        said = packet.id === undefined ? { packets, options } : undefined
        return packets
      }
    inside.apply = (hearers, callback) => {
      const event = said
      said = undefined
      const [room] = hearers.rooms
      if (room === undefined || hearers.rooms.size > 1 || (hearers.except?.size ?? 0) > 0) {
        apply(hearers, callback)
        return
      }
      const { sockets, members } = of(room)
      if (event && members && !sockets.some(isOverheard) && tellAll(members, event.packets, event.options)) return
      for (const socket of sockets) callback(socket)
    }
  }
}

/** Who listens to what goes out to a socket (`onAnyOutgoing`) hears of it by the callback alone. */
const isOverheard = (socket: Socket) => {
  const { _anyOutgoingListeners: listeners } = socket as unknown as { _anyOutgoingListeners?: unknown[] }
  return listeners !== undefined && listeners.length > 0
}
