import type { Socket } from 'socket.io'

/**
 * The one file that knows what Socket.IO 4.8 and ws 8 do inside: a broadcast is encoded once, to a WebSocket frame that it hands
 * to `writeToEngine` of every client (socket.io-adapter 2.5, in-memory-adapter.js, `_encode`), and the transport writes such a
 * frame as it is (engine.io 6.6, transports/websocket.js, `_canSendPreEncodedFrame`) to the connection of ws (`_socket`). Here the
 * frames of one turn of the event loop are joined, and each socket gets those that are its own in one write. `works` in self-test.ts
 * says whether all that holds.
 */
interface Client {
  writeToEngine(packets: Encoded, options: WriteOptions): void
  conn: {
    transport: Transport
    writeBuffer: { data?: string | Buffer }[]
    write(data: string | Buffer | undefined, options: WriteOptions): void
    close(discard?: boolean): void
    once(event: 'close', listener: () => void): void
  }
}
type Encoded = readonly (string | Buffer)[]
interface WriteOptions {
  volatile?: boolean
  preEncoded?: boolean
  wsPreEncodedFrame?: Buffer[]
}
interface Transport {
  name: string
  writable: boolean
  perMessageDeflate?: unknown
  socket?: { readyState: number; close(code: number, reason: string): void; terminate(): void; _socket?: Line }
  once(event: 'ready', listener: () => void): void
  close(): void
}

/** The TCP connection below: writing to it leaves out what Engine.IO does for each packet, which costs more than the write. */
interface Line {
  writableNeedDrain: boolean
  write(bytes: Buffer): boolean
  once(event: 'drain', listener: () => void): void
}

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

/** The most bytes that are kept for one socket whose last write has not gone out. */
const MOST_BYTES = 4_000_000
/** A socket that has taken nothing for so long (ms), while so much waits for it, is cut. */
const LONGEST_WAIT = 8_000
const MANY_BYTES = 100_000
/** So many packets may wait in Socket.IO's own buffer before their bytes are counted. */
const MANY_PACKETS = 16
/** What a reader that is cut is told, if it still reads: a WebSocket code of the range for applications, and a word. */
const TOO_SLOW = [4008, 'slow_reader'] as const
/** It has so long to take note (ms). */
const TO_TAKE_NOTE = 1_000

/** What a socket is told, in the order in which it was said. Sockets that are to hear the same share one chain, and its bytes. */
class Chain {
  readonly packets: Encoded
  readonly options: WriteOptions
  readonly bytes: number
  readonly before: Chain | undefined
  #after: Chain | undefined
  #joined: Buffer | undefined

  constructor(packets: Encoded, options: WriteOptions, before?: Chain) {
    this.packets = packets
    this.options = options
    this.before = before
    this.bytes = (options.wsPreEncodedFrame ?? []).reduce((sum, part) => sum + part.length, before?.bytes ?? 0)
  }

  /** The chain with one more; the same one for everybody who has heard the same until now. */
  and(packets: Encoded, options: WriteOptions): Chain {
    if (this.#after?.packets !== packets) this.#after = new Chain(packets, options, this)
    return this.#after
  }

  /** All its frames as one. */
  joined(): Buffer {
    const frames = () => linksOf(this).flatMap(({ options }) => options.wsPreEncodedFrame ?? [])
    return (this.#joined ??= Buffer.concat(frames()))
  }
}

const linksOf = (last: Chain) => {
  const links: Chain[] = []
  // the first link is the start, which says nothing
  for (let link = last; link.before; link = link.before) links.push(link)
  return links.reverse()
}

/** A WebSocket that is neither opening nor closing. */
const OPEN = 1

/** Where bytes may go directly: not as long as Engine.IO itself has something to write, which came before. */
const lineOf = ({ transport, writeBuffer }: Client['conn']) =>
  transport.writable && writeBuffer.length === 0 && transport.socket?.readyState === OPEN
    ? transport.socket._socket
    : undefined

const nothingYet = () => new Chain([], {})

/**
 * Joins what goes out, in the order in which it was said. Answers what each socket is to be told to, once, before anything is sent
 * to it. Where `join` says no, Socket.IO writes as it always does, and only the readers that do not read are looked after.
 */
export const joinedWrites = (count: FanOut, join: () => boolean, onCut: (socket: Socket) => void) => {
  let latest: Encoded | undefined
  let start = nothingYet()
  let waiting: (() => void)[] = []

  const flushAll = () => {
    const flushes = waiting
    waiting = []
    // a new start: what the last turn said is not kept any longer than somebody waits for it
    start = nothingYet()
    for (const flush of flushes) flush()
  }
  const later = (flush: () => void) => {
    if (waiting.push(flush) === 1) setImmediate(flushAll)
  }

  const attend = (socket: Socket) => {
    const client = socket.client as unknown as Client
    const { conn } = client
    const direct = client.writeToEngine.bind(client)
    let pending: Chain | undefined
    let behindSince: number | undefined
    let gone = false

    const cut = () => {
      gone = true
      pending = undefined
      count.cut++
      onCut(socket)
      const { transport } = conn
      const { socket: line } = transport
      if (!line) {
        transport.close()
        return
      }
      line.close(...TOO_SLOW)
      setTimeout(() => line.terminate(), TO_TAKE_NOTE).unref()
    }

    /** Hands over what is pending. `now`: also if it must wait there, because something else is to come after it. */
    const flush = (now = false) => {
      if (!pending || gone) return
      const { transport } = conn
      const joins = transport.name === 'websocket' && !transport.perMessageDeflate
      const line = lineOf(conn)
      if (joins && !now && (line ? line.writableNeedDrain : !transport.writable)) {
        wait(transport, line)
        return
      }
      const chain = pending
      pending = undefined
      count.writes++
      if (!joins) for (const { packets, options } of linksOf(chain)) direct(packets, options)
      else if (line) line.write(chain.joined())
      else conn.write(chain.packets[0], { preEncoded: true, wsPreEncodedFrame: [chain.joined()] })
    }
    const wait = (transport: Transport, line?: Line) => {
      if (behindSince !== undefined) return
      behindSince = Date.now()
      const goOn = () => {
        behindSince = undefined
        flush()
      }
      if (line) line.once('drain', goOn)
      else transport.once('ready', goOn)
    }
    const flushLater = () => flush()

    client.writeToEngine = (packets, options) => {
      if (gone) return
      const isEvent = options.wsPreEncodedFrame !== undefined
      if (isEvent) {
        count.deliveries++
        if (packets !== latest) count.events++
        latest = packets
      }
      const frames = options.wsPreEncodedFrame ?? framesOf(packets)
      if (!frames || !join()) {
        flush(true)
        direct(packets, options)
        if (conn.writeBuffer.length > MANY_PACKETS && weight(conn.writeBuffer) > MOST_BYTES) cut()
        return
      }
      if (behindSince !== undefined && options.volatile) {
        count.dropped++
        return
      }
      if (!pending) later(flushLater)
      pending = (pending ?? start).and(packets, isEvent ? options : { ...options, wsPreEncodedFrame: frames })
      if (behindSince === undefined) return
      const waits = Date.now() - behindSince > LONGEST_WAIT && pending.bytes > MANY_BYTES
      if (waits || pending.bytes > MOST_BYTES) cut()
    }
    const close = conn.close.bind(conn)
    conn.close = (discard) => {
      // a last word goes out before the line ends
      flush(true)
      close(discard)
    }
    conn.once('close', () => {
      gone = true
      pending = undefined
    })
  }
  return attend
}

/** An answer as the frames that ws would make of it; not of one with bytes in it, which are frames of their own. */
const framesOf = (packets: Encoded) =>
  packets.every((packet) => typeof packet === 'string')
    ? packets.map((packet) => textFrame(`${MESSAGE}${packet}`))
    : undefined

/** Engine.IO's mark of a packet that holds a message. */
const MESSAGE = '4'

/** Whole, unmasked, of text (RFC 6455, 5.2). */
const textFrame = (text: string) => {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x81
  frame[1] = head === 2 ? length : head === 4 ? 126 : 127
  if (head === 4) frame.writeUInt16BE(length, 2)
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.write(text, head)
  return frame
}

const weight = (packets: Client['conn']['writeBuffer']) =>
  packets.reduce((sum, { data }) => sum + (data?.length ?? 0), 0)
