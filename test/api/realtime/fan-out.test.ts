import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { feathers, type Application } from '@feathersjs/feathers'
import socketio from '@feathersjs/socketio'
import socketioClient from '@feathersjs/socketio-client'
import { io as connectLine, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { realtime, type RealTime } from '../../../api/realtime/index.ts'
import { works } from '../../../api/realtime/self-test.ts'
import { aDeafLine } from '../../support/deaf-line.ts'

interface Note {
  text: string
}
type ServerSocket = Socket & { feathers: never }
type App = Application & RealTime & { io: { close(): Promise<void>; sockets: { sockets: Map<string, ServerSocket> } } }

let app: App
let server: Server
let url: string
let cut: unknown[]
let lines: { close(): void }[]

/** An app as the documentation of Feathers shows it, but for `realtime`. */
beforeEach(async () => {
  cut = []
  lines = []
  app = feathers() as unknown as App
  app.configure(
    realtime(
      () => undefined,
      (socket) => void cut.push(socket)
    ) as never
  )
  app.configure(socketio({ pingInterval: 60_000 }, (io) => app.connectChannels(io as never)))
  app.use('notes', { create: (note: Note) => Promise.resolve(note), find: () => Promise.resolve([]) } as never)
  app.on('connection', (connection) => void app.channel('everybody').join(connection))
  app.publish(() => app.channel('everybody'))
  server = createServer()
  await app.setup(server)
  await app.writesAreJoined()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const line of lines) line.close()
  await app.io.close()
})

const aLine = async (transports = ['websocket']): Promise<Socket> => {
  const line = connectLine(url, { transports, forceNew: true })
  lines.push(line)
  await once(line as never, 'connect')
  return line
}
/** What a line hears from now on. */
const heardBy = (line: Socket) => {
  const heard: string[] = []
  line.on('notes created', ({ text }: Note) => heard.push(text))
  return heard
}
const say = (text: string) => void app.service('notes').emit('created', { text }, { path: 'notes' })
const connections = () => [...app.io.sockets.sockets.values()]
/** So many that they are told as a whole what is said to them. */
const CROWD = 20
/** Lets others in, who hear all and say nothing, after those that the test looks at. */
const company = (count: number) => Promise.all(Array.from({ length: count }, () => aLine()))

test('this Socket.IO is one whose writes can be joined', async () => {
  expect(await works()).toBe(true)
  expect(await app.writesAreJoined()).toBe(true)
})

test('this is seen also by a process that is busy in that moment', async () => {
  const seen = new Promise((resolve) => setImmediate(() => resolve(works())))
  // timers that are due come before the end of the next turn
  setImmediate(() => {
    for (const until = performance.now() + 20; performance.now() < until;);
  })
  expect(await seen).toBe(true)
})

test('a service as the documentation shows it works with the stock client', async () => {
  const client = feathers()
  client.configure(socketioClient(await aLine()) as never)
  const heard: string[] = []
  client.service('notes').on('created', ({ text }: Note) => heard.push(text))
  expect(await client.service('notes').create({ text: 'one' })).toEqual({ text: 'one' })
  await client.service('notes').create({ text: 'two' })
  await expect.poll(() => heard).toEqual(['one', 'two'])
})

describe.each([
  ['among few', 0],
  ['in a crowd', CROWD]
])('events of one turn, %s,', (_where, others) => {
  test('leave in one write for each socket, encoded once, in their order', async () => {
    const all = await Promise.all([aLine(), aLine(), aLine()])
    const heard = all.map(heardBy)
    await company(others)
    const before = { ...app.fanOut }
    for (const text of ['one', 'two', 'three']) say(text)
    await expect.poll(() => heard).toEqual([1, 2, 3].map(() => ['one', 'two', 'three']))
    expect(app.fanOut.events - before.events).toBe(3)
    expect(app.fanOut.deliveries - before.deliveries).toBe(9 + 3 * others)
    expect(app.fanOut.writes - before.writes).toBe(3 + others)
  })

  test('are heard by those who were members when each of them was published', async () => {
    const stays = heardBy(await aLine())
    const leaves = heardBy(await aLine())
    await company(others)
    const [, second] = connections()
    say('before')
    await Promise.resolve()
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
    app.channel('everybody').leave(second!.feathers)
    say('after')
    await expect.poll(() => stays).toEqual(['before', 'after'])
    // what is said to it now comes after all that went before
    second!.emit('notes created', { text: 'marker' })
    await expect.poll(() => leaves).toEqual(['before', 'marker'])
  })

  test('stand before what is said to one socket after them', async () => {
    const line = await aLine()
    const heard = heardBy(line)
    line.on('word', (word: string) => heard.push(word))
    await company(others)
    say('event')
    await Promise.resolve()
    await Promise.resolve()
    connections()[0]!.emit('word', 'said directly')
    await expect.poll(() => heard).toEqual(['event', 'said directly'])
  })

  test('and a last word go out before the line is cut', async () => {
    const line = await aLine()
    const heard = heardBy(line)
    line.on('word', (word: string) => heard.push(word))
    const ended = new Promise((resolve) => line.once('disconnect', resolve))
    await company(others)
    say('event')
    await Promise.resolve()
    await Promise.resolve()
    app.channel('everybody').cut('word', 'goodbye')
    expect(await ended).toBe('io server disconnect')
    expect(heard).toEqual(['event', 'goodbye'])
  })

  test('reach a line of long polling one by one, in the same order', async () => {
    const heard = heardBy(await aLine(['polling']))
    await company(others)
    const texts = Array.from({ length: 20 }, (_, i) => `event ${i}`)
    for (const text of texts) say(text)
    await expect.poll(() => heard).toEqual(texts)
  })

  test('are whole when they are large, and in other scripts', async () => {
    const heard = heardBy(await aLine())
    await company(others)
    const texts = ['ä'.repeat(100), '日本語'.repeat(30_000), '🔥'.repeat(20), 'x'.repeat(70_000)]
    for (const text of texts) say(text)
    await expect.poll(() => heard).toEqual(texts)
  })
})

describe('channels', () => {
  test('send other data to some, and leave some out', async () => {
    const [heardByAna, heardByBen] = [heardBy(await aLine()), heardBy(await aLine())]
    const [first] = connections()
    app.channel('anas').join(first!.feathers)
    app
      .service('notes')
      .publish('created', (note: Note) => [
        app.channel('anas').send({ text: `${note.text}, for Ana` }),
        app.channel('everybody').except(app.channel('anas'))
      ])
    say('hello')
    await expect.poll(() => [heardByAna, heardByBen]).toEqual([['hello, for Ana'], ['hello']])
  })
})

test('many lines that end at once are parted from in slices, and all of them leave', async () => {
  const stays = await aLine()
  const many = await Promise.all(Array.from({ length: 300 }, () => aLine()))
  const gone: unknown[] = []
  app.on('disconnect', (connection) => void gone.push(connection))
  for (const line of many) line.io.engine.close()
  await expect.poll(() => gone.length).toBe(300)
  expect(connections()).toHaveLength(1)
  const heard = heardBy(stays)
  say('still here')
  await expect.poll(() => heard).toEqual(['still here'])
})

describe.each([
  ['among few', 0],
  ['in a crowd', CROWD]
])('a reader that does not read, %s,', (_where, others) => {
  const LARGE = 'x'.repeat(1_000)

  const deafOne = async () => {
    const socket = await aDeafLine(Number(new URL(url).port))
    lines.push({ close: () => socket.destroy() })
    return socket
  }

  test('is cut, and costs the others nothing', async () => {
    const heard = heardBy(await aLine())
    await company(others)
    const deaf = await deafOne()
    const ended = once(deaf, 'close')
    let said = 0
    // far more than the kernel holds for it
    for (; said < 12_000 && cut.length === 0; said++) {
      say(`${said} ${LARGE}`)
      if (said % 20 === 0) await sleep(1)
    }
    expect(cut).toHaveLength(1)
    expect(app.fanOut.cut).toBe(1)
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(said)
    deaf.resume()
    await ended
    await expect.poll(() => connections().length).toBe(1 + others)
  })

  test('does not get what is worthless a moment later, such as typing', async () => {
    const heard = heardBy(await aLine())
    await company(others)
    await deafOne()
    // until the kernel takes no more
    for (let said = 0; said < 5_000 && app.fanOut.dropped === 0; said++) {
      say(LARGE)
      await new Promise(setImmediate)
      app.channel('everybody').volatile().emit('notes created', { text: 'typing' })
      await new Promise(setImmediate)
    }
    expect(app.fanOut.dropped).toBeGreaterThan(0)
    expect(app.fanOut.cut).toBe(0)
    await expect.poll(() => heard.at(-1)).toBe('typing')
  })
})
