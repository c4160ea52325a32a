import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { Server, type Socket } from 'socket.io'
import { io as connectLine, type Socket as Line } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinedWrites, type FanOut } from '../../../api/realtime/joined-writes.ts'
import { quickMembers } from '../../../api/realtime/quick-members.ts'

const LINES = 24
const ROOMS = ['small', 'half', 'all'] as const
type Room = (typeof ROOMS)[number]
/** Who is in a room when a run begins: fewer and more than are told as a crowd. */
const FIRST: Record<Room, number> = { small: 5, half: 18, all: LINES }

interface Ear {
  line: Line
  socket: Socket
  heard: string[]
}
const fanOut: FanOut = { events: 0, deliveries: 0, writes: 0, dropped: 0, cut: 0 }
let http: HttpServer
let io: Server
const ears: Ear[] = []
let [asCrowd, oneByOne] = [0, 0]

beforeAll(async () => {
  http = createServer()
  io = new Server(http, { transports: ['websocket'], serveClient: false })
  const joined = joinedWrites(
    fanOut,
    () => true,
    () => undefined
  )
  const quicken = quickMembers({
    ...joined,
    tellAll(...what) {
      const done = joined.tellAll(...what)
      if (done) asCrowd++
      else oneByOne++
      return done
    }
  })
  io.use((socket, next) => {
    joined.attend(socket)
    quicken(socket.nsp.adapter)
    next()
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  for (let n = 0; n < LINES; n++) {
    const came = once(io, 'connection')
    const line = connectLine(url, { transports: ['websocket'], forceNew: true })
    const heard: string[] = []
    line.on('said', (text: string) => heard.push(text))
    const [socket] = (await came) as [Socket]
    ears.push({ line, socket, heard })
  }
})
afterAll(async () => {
  for (const { line } of ears) line.close()
  await io.close()
})

/** What may happen, in a turn of the event loop or in several. */
const room = fc.constantFrom(...ROOMS)
const somebody = fc.nat(LINES - 1)
const happenings = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ what: fc.constant('say' as const), room }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('except' as const), room, but: room }) },
    { weight: 2, arbitrary: fc.record({ what: fc.constant('tell' as const), to: somebody }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('bytes' as const), to: somebody }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('join' as const), room, who: somebody }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('leave' as const), room, who: somebody }) },
    { weight: 2, arbitrary: fc.constant({ what: 'turn' as const }) }
  ),
  { minLength: 10, maxLength: 60 }
)

test('each socket hears all that was said to it and to its rooms, once, in the order in which it was said', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      run++
      const members = new Map(ROOMS.map((name) => [name, new Set<number>()]))
      const expected: string[][] = ears.map(() => [])
      for (const [n, { socket, heard }] of ears.entries()) {
        heard.length = 0
        for (const name of ROOMS) {
          const isIn = n < FIRST[name]
          void (isIn ? socket.join(name) : socket.leave(name))
          if (isIn) members.get(name)?.add(n)
        }
      }
      for (const [i, one] of all.entries()) {
        const text = `${run}.${i} ${one.what}`
        if (one.what === 'turn') await turn()
        else if (one.what === 'join' || one.what === 'leave') {
          void ears[one.who]?.socket[one.what](one.room)
          members.get(one.room)?.[one.what === 'join' ? 'add' : 'delete'](one.who)
        } else if (one.what === 'tell' || one.what === 'bytes') {
          // bytes are frames of their own, which Socket.IO writes by itself
          ears[one.to]?.socket.emit('said', text, ...(one.what === 'bytes' ? [Buffer.from(text)] : []))
          expected[one.to]?.push(text)
        } else {
          const but = one.what === 'except' ? one.but : undefined
          const to = io.to(one.room)
          ;(but ? to.except(but) : to).emit('said', text)
          for (const n of members.get(one.room) ?? []) if (!but || !members.get(but)?.has(n)) expected[n]?.push(text)
        }
      }
      const end = `${run} end`
      for (const [n, { socket }] of ears.entries()) {
        socket.emit('said', end)
        expected[n]?.push(end)
      }
      await expect.poll(() => ears.every(({ heard }) => heard.at(-1) === end), { interval: 1 }).toBe(true)
      expect(ears.map(({ heard }) => heard)).toEqual(expected)
    }),
    { numRuns: 150 }
  )
  // else one of the two ways was not tested
  expect(Math.min(asCrowd, oneByOne)).toBeGreaterThan(100)
}, 60_000)
