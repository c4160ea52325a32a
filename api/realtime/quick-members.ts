import type { Socket } from 'socket.io'
import type { Adapter } from 'socket.io-adapter'

/** Who a broadcast is for; `apply` calls back for each of them (socket.io-adapter 2.5, in-memory-adapter.js, half-private). */
interface Hearers {
  rooms: ReadonlySet<string>
  except?: ReadonlySet<string>
}
interface Inside {
  rooms: ReadonlyMap<string, ReadonlySet<string>>
  nsp: { sockets: ReadonlyMap<string, Socket> }
  apply(hearers: Hearers, callback: (socket: Socket) => void): void
}

/** Of rooms with fewer sockets no list is kept. */
const MANY = 16

/**
 * For each event Socket.IO looks up every member of a room by its id, and keeps a set of those it has met, in case that somebody is
 * in two of the rooms. In a single room nobody is met twice, and who is in it changes more rarely than something is said there: so a
 * list of its sockets is kept until somebody joins or leaves. Answers what each socket's adapter is to be told to.
 */
export const quickMembers = () => {
  const known = new WeakSet<Adapter>()
  return (adapter: Adapter) => {
    if (known.has(adapter)) return
    known.add(adapter)
    const inside = adapter as unknown as Inside
    // one that we do not know finds its members as it always does
    if (typeof inside.apply !== 'function') return
    const apply = inside.apply.bind(adapter)
    const kept = new Map<string, readonly Socket[]>()
    for (const change of ['join-room', 'leave-room'] as const) adapter.on(change, (room: string) => kept.delete(room))

    const membersOf = (room: string) => {
      const before = kept.get(room)
      if (before) return before
      const ids = inside.rooms.get(room)
      if (!ids) return []
      const sockets: Socket[] = []
      for (const id of ids) {
        const socket = inside.nsp.sockets.get(id)
        if (socket) sockets.push(socket)
      }
      // who is still on the way in is in the room before it is a socket of the server
      if (ids.size >= MANY && sockets.length === ids.size) kept.set(room, sockets)
      return sockets
    }

    inside.apply = (hearers, callback) => {
      const [room] = hearers.rooms
      if (room === undefined || hearers.rooms.size > 1 || (hearers.except?.size ?? 0) > 0) apply(hearers, callback)
      else for (const socket of membersOf(room)) callback(socket)
    }
  }
}
