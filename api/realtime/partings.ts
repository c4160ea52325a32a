import type { Socket } from 'socket.io'

/**
 * What a line's end leaves to do, in the words of Socket.IO 4.8 (client.js, `setup` and `onclose`), Engine.IO 6.6 and ws 8 (whose
 * connection is `_socket`), and Node (whose sockets hear of bytes, and of their end, by `onread` of their handle).
 */
interface Client {
  onclose(...reason: unknown[]): void
  conn: {
    transport: Transport
    on(event: 'close', listener: (...reason: unknown[]) => void): void
    on(event: 'upgrade', listener: (transport: Transport) => void): void
    removeListener(event: 'close', listener: (...reason: unknown[]) => void): void
    listeners(event: 'close'): unknown[]
  }
}
interface Transport {
  socket?: { _socket?: { _handle?: { onread?: unknown } | null; destroy(): void } }
}
type Read = (this: unknown, bytes?: ArrayBuffer) => unknown

/** Nobody waits longer than this for the partings of others (ms). */
const SLICE = 5

/**
 * When thousands of lines end at once, as in front of a proxy that is restarted, each of them has an end to be told, leaves its rooms,
 * and its people are told of. Done in one turn of the event loop, nobody else would be served meanwhile; so it is done in slices.
 * Answers what each socket is to be told to, once.
 */
export const partings = () => {
  let waiting: (() => void)[] = []

  const work = () => {
    const until = performance.now() + SLICE
    const left = waiting
    let done = 0
    while (done < left.length && performance.now() < until) left[done++]?.()
    waiting = left.slice(done)
    if (waiting.length > 0) setImmediate(work)
  }
  const later = (deed: () => void) => {
    if (waiting.push(deed) === 1) setImmediate(work)
  }

  /** Node would let the end of every line through streams, ws and Engine.IO before it does anything else. */
  const endInTurn = ({ socket }: Transport) => {
    const line = socket?._socket
    const heard = line?._handle?.onread as Read | undefined
    if (!line?._handle || typeof heard !== 'function') return
    // without bytes it is the end, in good order or not
    line._handle.onread = function (this: unknown, bytes?: ArrayBuffer) {
      if (bytes) return heard.call(this, bytes)
      later(() => line.destroy())
    }
  }

  return (socket: Socket) => {
    const client = socket.client as unknown as Client
    const { conn, onclose } = client
    // one that we do not know ends as it always does
    if (!conn.listeners('close').includes(onclose)) return
    endInTurn(conn.transport)
    conn.on('upgrade', endInTurn)
    let ended = false
    // also called by itself, when it is we who end the line
    client.onclose = (...reason) => {
      if (!ended) onclose(...reason)
      ended = true
    }
    conn.removeListener('close', onclose)
    conn.on('close', (...reason) => later(() => client.onclose(...reason)))
  }
}
