import type { Socket } from 'socket.io'

/** What a line's end leaves to do, in the words of Socket.IO 4.8 (client.js, `setup` and `onclose`). */
interface Client {
  onclose(...reason: unknown[]): void
  conn: {
    on(event: 'close', listener: (...reason: unknown[]) => void): void
    removeListener(event: 'close', listener: (...reason: unknown[]) => void): void
    listeners(event: 'close'): unknown[]
  }
}

/** Nobody waits longer than this for the partings of others (ms). */
const SLICE = 5

/**
 * When thousands of lines end at once, as in front of a proxy that is restarted, each of them leaves its rooms, and its people are
 * told of. Done in one turn of the event loop, nobody else would be served meanwhile; so it is done in slices. Answers what each
 * socket is to be told to, once.
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

  return (socket: Socket) => {
    const client = socket.client as unknown as Client
    const { conn, onclose } = client
    // one that we do not know ends as it always does
    if (!conn.listeners('close').includes(onclose)) return
    let ended = false
    // also called by itself, when it is we who end the line
    client.onclose = (...reason) => {
      if (!ended) onclose(...reason)
      ended = true
    }
    conn.removeListener('close', onclose)
    conn.on('close', (...reason) => {
      if (waiting.push(() => client.onclose(...reason)) === 1) setImmediate(work)
    })
  }
}
