import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createClient, idFor, socket, type Message, type Room } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, memoryStorage, PASSWORD, type Somebody } from '../support/people.ts'
import { aProxy, type Proxy } from '../support/proxy.ts'

let hearth: TestHearth
let proxy: Proxy
let ana: Somebody
let ben: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  proxy = await aProxy(hearth.url)
  ;[ana, ben] = [await aPerson(hearth, 'ana'), await aPerson(hearth, 'ben')]
})
afterAll(() => proxy.close())

const aRoom = async () => {
  const room = await ana.service('rooms').create({ name: `Room ${uuidv7()}`, visibility: 'public' })
  await ben.service('memberships').create({ roomId: room.id })
  return room
}
/** A client of the SDK whose line can be cut. */
const aBot = (options: object) => {
  const line = aLine(proxy.url, { reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 60, ...options })
  const client = createClient(socket(line), { storage: memoryStorage() })
  onTestFinished(() => void line.close())
  return { client, line }
}
const signedInBot = (person: Somebody) => aBot({ auth: { accessToken: person.token }, ackTimeout: 500 })
const whole = async ({ id }: Room) =>
  (await ana.service('messages').find({ query: { roomId: id, rev: { $gt: 0 }, $sort: { rev: 1 }, $limit: 500 } })).data
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Cuts the line again and again while `work` goes on. */
const badLine = async (work: Promise<unknown>) => {
  const going = { on: true }
  const done = work.finally(() => (going.on = false))
  let cuts = 0
  while (going.on) {
    await pause(30 + Math.random() * 120)
    proxy.cut()
    cuts++
    await pause(Math.random() * 60)
    proxy.restore()
  }
  await done
  return cuts
}

test('over a line that breaks all the time nothing is missed, doubled or out of order', async () => {
  const place = await aRoom()
  const { client } = signedInBot(ben)
  const room = client.room(place.id, { since: 0 })
  const got: Message[] = []
  const following = (async () => {
    for await (const message of room) {
      got.push(message)
      if (message.text === 'the end') break
    }
  })()

  const mine = Promise.all(Array.from({ length: 40 }, (_, i) => room.send(`bot ${i}`)))
  const theirs = (async () => {
    for (let i = 0; i < 40; i++) {
      const { id } = await ana.service('messages').create({ roomId: place.id, text: `ana ${i}` })
      if (i % 4 === 0) await ana.service('messages').patch(id, { text: `ana ${i}, edited` })
      if (i % 5 === 0) await ana.service('messages').remove(id)
      await pause(40)
    }
  })()
  const cuts = await badLine(Promise.all([mine, theirs]))
  await ana.service('messages').create({ roomId: place.id, text: 'the end' })
  await following

  expect(cuts).toBeGreaterThan(5)
  const stored = await whole(place)
  const revs = got.map(({ rev }) => rev)
  expect(revs).toEqual(revs.toSorted((a, b) => a - b))
  expect(new Set(revs).size).toBe(revs.length)
  const newest = [...new Map(got.map((message) => [message.id, message])).values()]
  expect(newest.sort((a, b) => a.rev - b.rev)).toEqual(stored)
  const said = (await mine).map(({ text }) => text)
  expect(stored.filter(({ text }) => text.startsWith('bot')).map(({ text }) => text)).toEqual(said)
}, 60_000)

test('a line that was lost for longer than a call may take is signed in again when it is back', async () => {
  const place = await aRoom()
  const { client, line } = aBot({ ackTimeout: 300 })
  await client.authenticate({ strategy: 'local', email: 'ben@example.org', password: PASSWORD })
  proxy.cut()
  await expect(client.service('rooms').get(place.id)).rejects.not.toHaveProperty('code')
  await pause(700)
  proxy.restore()
  await expect.poll(() => line.connected).toBe(true)
  const room = client.room(place.id)
  expect(await room.send('still me')).toMatchObject({ userId: ben.id, seq: 1 })
  await client.logout()
  line.disconnect().connect()
  await expect(client.service('rooms').get(place.id)).rejects.toMatchObject({ code: 401 })
})

test('a token that admits nobody, or none at all, is said; a call on a line that never comes fails in time', async () => {
  for (const accessToken of ['nonsense', 7, { $ne: '' }]) {
    const { line } = aBot({ auth: { accessToken } })
    const error = await new Promise<{ data?: unknown }>((resolve) => line.once('connect_error', resolve))
    expect(error.data).toMatchObject({ code: 401, data: { reason: 'invalid_token' } })
  }
  const { client } = aBot({ auth: { accessToken: 'nonsense' } })
  await expect(client.room(uuidv7())[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 401 })
  const dead = aLine('http://127.0.0.1:9', { ackTimeout: undefined })
  expect((socket(dead), dead as unknown as { _opts: { ackTimeout: number } })._opts.ackTimeout).toBe(10_000)
  dead.close()
})

test('a refusal is thrown to the one who sent it, and what comes after it is sent', async () => {
  const place = await aRoom()
  const { client } = signedInBot(ben)
  const room = client.room(place.id)
  const [first, refused, last] = await Promise.allSettled([room.send('a'), room.send(' '), room.send('b')])
  expect([first, refused, last]).toMatchObject([
    { value: { seq: 1 } },
    { reason: { code: 400, data: { reason: 'text_empty' } } },
    { value: { seq: 2 } }
  ])
})

test('somebody who is taken out of the room is told so by the end of the iteration', async () => {
  const place = await aRoom()
  const { client } = signedInBot(ben)
  const following = client.room(place.id, { compareEvery: 100 })[Symbol.asyncIterator]()
  const next = following.next()
  await pause(200)
  const [membership] = (await ben.service('memberships').find({ query: { roomId: place.id, userId: ben.id } })).data
  await ana.service('memberships').remove(membership!.id)
  await ana.service('messages').create({ roomId: place.id, text: 'he is gone' })
  await expect(next).rejects.toMatchObject({ code: 403 })
})

test('what stands for the same thing elsewhere has the same id, and is a valid one', async () => {
  const place = await aRoom()
  const at = Date.now()
  const id = idFor('irc:#garden:42', at)
  expect(id).toBe(idFor('irc:#garden:42', at))
  expect(id).not.toBe(idFor('irc:#garden:43', at))
  const { client } = signedInBot(ben)
  const room = client.room(place.id)
  expect((await room.send('from IRC', { id })).id).toBe(id)
  expect(await room.send('from IRC', { id })).toMatchObject({ id, seq: 1 })
  await expect(room.send('something else', { id })).rejects.toMatchObject({ data: { reason: 'id_conflict' } })
})

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** The documented example, as its own process. */
const echoBot = (slug: string, state: string): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, HEARTH_URL: proxy.url, HEARTH_TOKEN: ben.token, HEARTH_ROOM: slug, STATE: state }
    const bot = spawn(process.execPath, ['--import', 'tsx', 'examples/echo-bot.ts'], { cwd: ROOT, env, stdio: 'pipe' })
    onTestFinished(() => void bot.kill('SIGKILL'))
    bot.stdout.setEncoding('utf8').on('data', (said: string) => {
      if (said.includes('listening')) resolve(bot)
    })
    bot.stderr.pipe(process.stderr)
    bot.once('exit', (code) => reject(new Error(`The bot ended with ${code ?? 'none'}`)))
  })

test('the documented bot answers everything once and in order, over a bad line and over being killed', async () => {
  const place = await aRoom()
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bot-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const state = join(folder, 'rev')
  const ask = async (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      await ana.service('messages').create({ roomId: place.id, text: `!echo ${i}` })
      await pause(30)
    }
  }
  const answers = async () => (await whole(place)).filter(({ userId }) => userId === ben.id).map(({ text }) => text)
  const numbers = (to: number) => Array.from({ length: to }, (_, i) => String(i))

  let bot = await echoBot(place.slug, state)
  await badLine(ask(0, 20))
  await expect.poll(answers, { timeout: 15_000 }).toEqual(numbers(20))
  for (const from of [20, 30, 40]) {
    const asking = ask(from, from + 10)
    await pause(100 + Math.random() * 100)
    bot.kill('SIGKILL')
    await asking
    bot = await echoBot(place.slug, state)
    await expect.poll(answers, { timeout: 15_000 }).toEqual(numbers(from + 10))
  }
  const { lastRev } = await ana.service('rooms').get(place.id)
  await expect.poll(async () => Number(await readFile(state, 'utf8'))).toBe(lastRev)
}, 90_000)
