import type { Socket } from 'socket.io'
import { framesOf, linksOf, type Chain, type Encoded, type WriteOptions } from './chain.ts'

/**
 * The one file that knows how Socket.IO 4.8 and ws 8 write: a broadcast is encoded once, to a WebSocket frame that is handed to
 * `writeToEngine` of every client (socket.io-adapter 2.5, in-memory-adapter.js, `_encode`), and the transport writes such a frame as
 * it is (engine.io 6.6, transports/websocket.js, `_canSendPreEncodedFrame`) to the connection of ws (`_socket`). `works` in
 * self-test.ts says whether all that holds.
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
interface Transport {
  name: string
  writable: boolean
  perMessageDeflate?: unknown
  socket?: WebSocket
  once(event: 'ready', listener: () => void): void
  close(): void
}

interface WebSocket {
  readyState: number
  close(code: number, reason: string): void
  terminate(): void
  _socket?: Line
}

/** The TCP connection below: writing to it leaves out what Engine.IO does for each packet, which costs more than the write. */
interface Line {
  writableNeedDrain: boolean
  write(bytes: Buffer): boolean
  once(event: 'drain', listener: () => void): void
}

/** The turn of the event loop in which things are said; see joined-writes.ts. */
export interface Turn {
  /** Whether writes are joined; else Socket.IO writes as it always does. */
  joins(): boolean
  /** What was said to nobody yet. */
  start(): Chain
  /** Has `reader` flushed when the turn ends. */
  later(reader: Reader): void
  /** Something is to be said to `reader` alone: what a crowd was told with it comes before that. */
  partFromCrowd(reader: Reader): void
  /** Those whose last write has not gone out. */
  readonly behind: Set<Reader>
  /** An event goes to so many sockets. */
  countEvent(packets: Encoded, deliveries: number): void
  countWrites(count: number): void
  countDropped(): void
  countCut(socket: Socket): void
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
/** A WebSocket that is neither opening nor closing. */
const OPEN = 1

/** One socket, and what it has still to be told. */
export class Reader {
  readonly #socket: Socket
  readonly #turn: Turn
  readonly #conn: Client['conn']
  readonly #direct: Client['writeToEngine']
  #pending: Chain | undefined
  #behindSince: number | undefined
  #gone = false
  /** Where bytes may go without asking Engine.IO again, because it holds nothing of ours, and the WebSocket around it. */
  #line: Line | undefined
  #webSocket: WebSocket | undefined
  /** Told by itself in this turn, not with its crowd. Kept here, since who goes through a crowd looks at the reader anyway. */
  isAside = false

  /** From now on all that is said to `socket` passes through here. */
  constructor(socket: Socket, turn: Turn) {
    const client = socket.client as unknown as Client
    this.#socket = socket
    this.#turn = turn
    this.#conn = client.conn
    this.#direct = client.writeToEngine.bind(client)
    client.writeToEngine = (packets, options) => this.#say(packets, options)
    const close = client.conn.close.bind(client.conn)
    client.conn.close = (discard) => {
      // a last word goes out before the line ends
      turn.partFromCrowd(this)
      this.#flush(true)
      this.#line = undefined
      close(discard)
    }
    client.conn.once('close', () => this.#end())
  }

  get gone() {
    return this.#gone
  }

  /** Adds to what it is told when the turn ends: everything of `chain`, which is all that it was told in this turn. */
  catchUp(chain: Chain) {
    this.#pending = chain
    this.#turn.later(this)
  }

  /** Adds one frame to what it is told when the turn ends. */
  tell(packets: Encoded, options: WriteOptions) {
    if (this.#gone) return
    if (this.#behindSince !== undefined && options.volatile) {
      this.#turn.countDropped()
      return
    }
    if (!this.#pending) this.catchUp(this.#turn.start())
    this.#pending = this.#pending?.and(packets, options)
    if (this.#behindSince === undefined || !this.#pending) return
    const { bytes } = this.#pending
    const waits = Date.now() - this.#behindSince > LONGEST_WAIT && bytes > MANY_BYTES
    if (waits || bytes > MOST_BYTES) this.#cut()
  }

  /** Writes what the turn has said to it alone. */
  flush() {
    this.#flush(false)
  }

  /**
   * Writes what a turn has said to a whole crowd, `bytes` of `chain`, to one who was told nothing else. Between the writes to
   * thousands of sockets nothing of the last one is in the processor's caches any more: each thing that is looked at here costs.
   */
  hear(bytes: Buffer, chain: Chain) {
    const line = this.#line
    if (line && this.#webSocket?.readyState === OPEN && !line.writableNeedDrain) {
      line.write(bytes)
      return true
    }
    if (this.#gone) return false
    this.#pending = chain
    this.#flush(false)
    return false
  }

  #say(packets: Encoded, options: WriteOptions) {
    if (this.#gone) return
    this.#turn.partFromCrowd(this)
    const isEvent = options.wsPreEncodedFrame !== undefined
    if (isEvent) this.#turn.countEvent(packets, 1)
    const frames = options.wsPreEncodedFrame ?? framesOf(packets)
    if (frames && this.#turn.joins()) {
      this.tell(packets, isEvent ? options : { ...options, wsPreEncodedFrame: frames })
      return
    }
    this.#flush(true)
    this.#line = undefined
    this.#direct(packets, options)
    const { writeBuffer } = this.#conn
    if (writeBuffer.length > MANY_PACKETS && weight(writeBuffer) > MOST_BYTES) this.#cut()
  }

  /** Hands over what is pending. `now`: also if it must wait there, because something else is to come after it. */
  #flush(now: boolean) {
    const chain = this.#pending
    if (!chain || this.#gone) return
    const { transport } = this.#conn
    const joins = canJoin(transport)
    const line = lineOf(this.#conn)
    if (joins && !now && (line ? line.writableNeedDrain : !transport.writable)) {
      this.#wait(transport, line)
      return
    }
    this.#pending = undefined
    this.#turn.countWrites(1)
    this.#line = line
    this.#webSocket = transport.socket
    if (!joins) for (const { packets, options } of linksOf(chain)) this.#direct(packets, options)
    else if (line) line.write(chain.joined())
    else this.#conn.write(chain.packets[0], { preEncoded: true, wsPreEncodedFrame: [chain.joined()] })
  }

  #wait(transport: Transport, line?: Line) {
    if (this.#behindSince !== undefined) return
    this.#behindSince = Date.now()
    this.#turn.behind.add(this)
    const goOn = () => {
      this.#behindSince = undefined
      this.#turn.behind.delete(this)
      this.#flush(false)
    }
    if (line) line.once('drain', goOn)
    else transport.once('ready', goOn)
  }

  #cut() {
    this.#end()
    this.#turn.countCut(this.#socket)
    const { transport } = this.#conn
    const { socket: line } = transport
    if (!line) {
      transport.close()
      return
    }
    line.close(...TOO_SLOW)
    setTimeout(() => line.terminate(), TO_TAKE_NOTE).unref()
  }

  #end() {
    this.#gone = true
    this.#pending = undefined
    this.#line = undefined
    this.#turn.behind.delete(this)
  }
}

const canJoin = ({ name, perMessageDeflate }: Transport) => name === 'websocket' && !perMessageDeflate

/** Where bytes may go directly: not as long as Engine.IO itself has something to write, which came before. */
const lineOf = ({ transport, writeBuffer }: Client['conn']) =>
  canJoin(transport) && transport.writable && writeBuffer.length === 0 && transport.socket?.readyState === OPEN
    ? transport.socket._socket
    : undefined

const weight = (packets: Client['conn']['writeBuffer']) =>
  packets.reduce((sum, { data }) => sum + (data?.length ?? 0), 0)
