import type { RealTimeConnection } from '@feathersjs/feathers'
import type { BroadcastOperator, Server, Socket } from 'socket.io'

/** Where a channel finds the sockets: filled when the transport starts. */
export interface Line {
  io?: Server
  sockets: WeakMap<object, Socket>
}

type Flags = 'data' | 'left' | 'mayBeLost' | 'isLocal'
type Sockets = BroadcastOperator<Record<string, (...args: unknown[]) => void>, unknown>

/**
 * A Feathers channel that stands on Socket.IO rooms: joining, leaving and sending cost what they touch, and with an adapter they
 * reach the sockets of all nodes. Channels exist only as names: nothing is kept of one that nobody is in.
 */
export class Channel {
  readonly names: readonly string[]
  readonly data?: unknown
  readonly left: readonly string[] = []
  readonly mayBeLost: boolean = false
  readonly isLocal: boolean = false
  readonly #line: Line

  constructor(line: Line, names: readonly string[], more: Partial<Pick<Channel, Flags>> = {}) {
    this.#line = line
    this.names = names
    Object.assign(this, more)
  }

  /** Lets connections of this node, or all that are in another channel on any node, hear this channel. */
  join(...members: (RealTimeConnection | Channel)[]) {
    for (const member of members) {
      if (member instanceof Channel) member.#atOnce((sockets) => sockets.socketsJoin([...this.names]))
      else void this.#line.sockets.get(member)?.join([...this.names])
    }
    return this
  }

  leave(...members: (RealTimeConnection | Channel)[]) {
    for (const member of members) {
      if (member instanceof Channel) member.#atOnce((sockets) => sockets.socketsLeave([...this.names]))
      else for (const name of this.names) void this.#line.sockets.get(member)?.leave(name)
    }
    return this
  }

  /** The same hearers, sent `data` instead of the call's result. */
  send(data: unknown) {
    return this.#with({ data })
  }

  /** The same hearers without those who are also in `channel`. */
  except(channel: Channel) {
    return this.#with({ left: [...this.left, ...channel.names] })
  }

  /** For events that are worthless a moment later, such as typing: a reader who is behind does not get them. */
  volatile() {
    return this.#with({ mayBeLost: true })
  }

  /** The same hearers, but only those of this node: for what each node tells its own. */
  local() {
    return this.#with({ isLocal: true })
  }

  /** Tells the sockets in this channel one last thing and cuts them, on all nodes. */
  cut(event: string, data: unknown) {
    this.#everywhere?.emit(event, data)
    this.#atOnce((sockets) => sockets.disconnectSockets(true))
  }

  /** Sends one event to everyone in the channel; Socket.IO encodes it once. */
  emit(event: string, data: unknown) {
    let to = this.#everywhere
    if (this.left.length > 0) to = to?.except([...this.left])
    if (this.mayBeLost) to = to?.volatile
    if (this.isLocal) to = to?.local
    to?.emit(event, data)
  }

  /** On this node now, on the others as soon as they hear of it: an adapter sends such requests around, also to ourselves. */
  #atOnce(change: (sockets: Sockets) => void) {
    if (this.names.length === 0 || !this.#line.io) return
    change(this.#line.io.local.to([...this.names]) as never)
    change(this.#line.io.to([...this.names]) as never)
  }

  get #everywhere(): Sockets | undefined {
    return this.names.length > 0 ? (this.#line.io?.to([...this.names]) as never) : undefined
  }

  #with(more: Partial<Pick<Channel, Flags>>) {
    const { data, left, mayBeLost, isLocal } = this
    return new Channel(this.#line, this.names, { data, left, mayBeLost, isLocal, ...more })
  }
}
