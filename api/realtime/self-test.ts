import { once } from 'node:events'
import { Server as HttpServer, type IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { Server } from 'socket.io'
import { joinedWrites, type FanOut } from './joined-writes.ts'
import { quickMembers } from './quick-members.ts'

/** The test takes some 10 ms; a Socket.IO in which it takes longer is not the one that we know. */
const LONGEST = 1_000
const EVENTS = ['one', 'two', 'three']
const ROOM = 'room'
/** An unmasked text frame of less than 126 bytes, as RFC 6455 section 5.2 has it. */
const frameOf = (text: string) => Buffer.from([0x81, Buffer.byteLength(text), ...Buffer.from(text)])
/** The same from a client, masked with zeros. */
const maskedFrameOf = (text: string) => {
  const [head = 0, length = 0, ...bytes] = frameOf(text)
  return Buffer.from([head, 0x80 | length, 0, 0, 0, 0, ...bytes])
}

/** Keeps what is written to it, each write by itself. */
class Ear extends Duplex {
  readonly heard: Buffer[] = []
  override _read() {
    // what comes in is pushed
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.heard.push(chunk)
    done()
  }
  setTimeout() {
    return this
  }
  setNoDelay() {
    return this
  }
}

/**
 * Whether this Socket.IO is one whose writes can be joined: three events for one socket, said in one turn, must leave in one
 * write, byte by byte the frames that Socket.IO itself would have sent; whether they are said to everybody, to a room, or to both.
 * Nothing listens, and nothing touches a network.
 */
export const works = async (): Promise<boolean> => {
  const http = new HttpServer()
  const io = new Server(http, { transports: ['websocket'], serveClient: false })
  try {
    const count: FanOut = { events: 0, deliveries: 0, writes: 0, dropped: 0, cut: 0 }
    const joined = joinedWrites(
      count,
      () => true,
      () => undefined
    )
    const quicken = quickMembers(joined, 1)
    io.use((socket, next) => {
      joined.attend(socket)
      quicken(socket.nsp.adapter)
      void socket.join(ROOM)
      next()
    })
    const ear = new Ear()
    await Promise.race([
      meet(http, io, ear),
      sleep(LONGEST, undefined, { ref: false }).then(() => Promise.reject(new Error('late')))
    ])
    // the answer to the handshake is said first, at the end of the turn: no time is sure to be longer than that
    await turn()
    const ways = [() => io, () => io.to(ROOM), (n: number) => (n === 1 ? io : io.to(ROOM))]
    for (const to of ways) {
      const before = ear.heard.length
      for (const [n, name] of EVENTS.entries()) to(n).emit('event', name)
      await turn()
      const expected = Buffer.concat(EVENTS.map((name) => frameOf(`42["event","${name}"]`)))
      if (ear.heard.length !== before + 1 || !expected.equals(ear.heard.at(-1) ?? Buffer.alloc(0))) return false
    }
    return true
  } catch {
    return false
  } finally {
    await io.close()
  }
}

/** Settles when whoever speaks through `ear` is connected. */
const meet = async (http: HttpServer, io: Server, ear: Ear) => {
  const opened = once(io.engine, 'connection')
  const connected = once(io, 'connection')
  http.emit('upgrade', handshake(ear), ear, Buffer.alloc(0))
  // what comes before Engine.IO listens is lost
  await opened
  ear.push(maskedFrameOf('40'))
  await connected
}

const handshake = (socket: Duplex) =>
  ({
    method: 'GET',
    url: '/socket.io/?EIO=4&transport=websocket',
    headers: {
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      // the example of RFC 6455, section 1.2
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ=='
    },
    socket,
    connection: socket
  }) as unknown as IncomingMessage
