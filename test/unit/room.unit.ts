import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { type Client, type Message, type RoomOptions } from '../../api/client.ts'
import { Outbox } from '../../api/sdk/outbox.ts'
import { Room } from '../../api/sdk/room.ts'
import { LogServer, settled, type Row } from '../support/log-server.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** A room on a server that answers when the test lets it, and the events that reach its follower. */
class Stage {
  readonly server: LogServer
  readonly events = new EventEmitter()
  readonly line = new EventEmitter()
  readonly room: Room
  readonly got: Row[] = []
  failure: unknown
  refusal: Error | undefined

  constructor(count: number, options: RoomOptions = {}) {
    this.server = new LogServer(count)
    const messages = Object.assign(this.events, { find: this.server.find.bind(this.server) })
    const get = () =>
      this.refusal ? Promise.reject(this.refusal) : Promise.resolve({ id: 'r', lastRev: this.server.lastRev })
    const client = { io: this.line, service: (path: string) => (path === 'rooms' ? { get } : messages) }
    this.room = new Room(
      client as unknown as Client,
      new Outbox<Message>({ send: () => Promise.reject(new Error()) }),
      'r',
      options
    )
  }

  /** Takes what the room yields, at most `most` messages. */
  async follow(most = Infinity) {
    try {
      for await (const message of this.room) {
        this.got.push(message)
        if (this.got.length >= most) break
      }
    } catch (error) {
      this.failure = error
    }
  }

  hears(row: Row) {
    this.events.emit('created', row)
  }

  get revs() {
    return this.got.map(({ rev }) => rev)
  }
}

const following = async (count: number, options?: RoomOptions) => {
  const stage = new Stage(count, options)
  void stage.follow()
  await settled()
  return stage
}

test('yields what comes from now on, in order, and what was missed by one question', async () => {
  const stage = await following(3)
  const { server } = stage
  const row = server.add()
  stage.hears(row)
  await settled()
  expect(stage.got).toEqual([row])
  expect(server.asked).toEqual([])
  server.add()
  server.edit(1)
  stage.hears(server.add())
  await settled()
  expect(stage.revs).toEqual([4, 5, 6, 7])
  expect(server.asked).toHaveLength(1)
  stage.room.close()
})

test('begins where it was left', async () => {
  const stage = await following(10, { since: 7 })
  expect(stage.revs).toEqual([8, 9, 10])
  stage.room.close()
})

test('compares heads when the line is back, and once a minute', async () => {
  vi.useFakeTimers()
  const stage = new Stage(1)
  void stage.follow()
  await vi.advanceTimersByTimeAsync(0)
  stage.server.add()
  stage.line.emit('connect')
  await vi.advanceTimersByTimeAsync(0)
  expect(stage.revs).toEqual([2])
  stage.server.add()
  await vi.advanceTimersByTimeAsync(59_000)
  expect(stage.revs).toEqual([2])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(stage.revs).toEqual([2, 3])
  stage.room.close()
})

test('trouble is tried again; a refusal ends it, and so does the end of the session', async () => {
  vi.useFakeTimers()
  const stage = new Stage(1)
  stage.refusal = new Error('operation has timed out')
  void stage.follow()
  await vi.advanceTimersByTimeAsync(40_000)
  expect(stage.failure).toBeUndefined()
  stage.refusal = undefined
  await vi.advanceTimersByTimeAsync(31_000)
  stage.hears(stage.server.add())
  await vi.advanceTimersByTimeAsync(0)
  expect(stage.revs).toEqual([2])
  stage.refusal = Object.assign(new Error('There is no such room.'), { code: 404 })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(stage.failure).toBe(stage.refusal)

  const other = new Stage(1)
  void other.follow()
  await vi.advanceTimersByTimeAsync(0)
  other.line.emit('connect_error', Object.assign(new Error(), { data: { code: 401, message: 'Sign in again.' } }))
  await vi.advanceTimersByTimeAsync(0)
  expect(other.failure).toMatchObject({ code: 401, message: 'Sign in again.' })
  expect([other.line, other.events].map((emitter) => emitter.eventNames())).toEqual([[], []])
})

test('the head of a room that moves while its messages are not shown is an end, not silence', async () => {
  const stage = await following(1)
  Object.assign(stage.events, { find: () => Promise.resolve({ data: [] }) })
  stage.server.add()
  stage.server.add()
  stage.line.emit('connect')
  await settled()
  expect([stage.revs, stage.failure]).toMatchObject([[], { code: 403 }])
})

test('one who is slow keeps no more than a page in memory, and misses nothing', async () => {
  const stage = new Stage(0, { since: 0 })
  const pages = stage.room[Symbol.asyncIterator]()
  const first = pages.next()
  for (let i = 0; i < 2000; i++) stage.hears(stage.server.add())
  const revs = [((await first).value as Message).rev]
  while (revs.length < 2000) revs.push(((await pages.next()).value as Message).rev)
  expect(revs).toEqual(Array.from({ length: 2000 }, (_, i) => i + 1))
  expect(stage.server.asked.length).toBeGreaterThan(2)
  await pages.return(undefined)
})

type Fate = 'now' | 'late' | 'twice' | 'lost'
const step = fc.record({
  what: fc.constantFrom(
    'add',
    'add',
    'edit',
    'erase',
    'deliver',
    'deliver',
    'see',
    'answer',
    'answer',
    'lose',
    'connect'
  ),
  at: fc.nat({ max: 60 }),
  fate: fc.constantFrom<Fate>('now', 'now', 'late', 'twice', 'lost')
})

test('whatever was late, doubled, lost or out of order: the newest of everything, once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 20 }), fc.array(step, { maxLength: 60 }), async (count, steps) => {
      const stage = await following(count, { since: 0 })
      const { server } = stage
      server.slow = true
      const late: Row[] = []
      for (const { what, at, fate } of steps) {
        if (what === 'add' || what === 'edit' || what === 'erase') {
          const rows = server.rows.length
          const row = what === 'add' || rows === 0 ? server.add() : server[what]((at % rows) + 1)
          if (fate === 'late' || fate === 'twice') late.push(row)
          if (fate === 'now' || fate === 'twice') stage.hears(row)
        } else if (what === 'deliver') late.splice(at % (late.length || 1), 1).forEach((row) => stage.hears(row))
        else if (what === 'connect') stage.line.emit('connect')
        else server[what]()
        await settled()
      }
      for (let i = 0; i < 20; i++) {
        server.answer()
        await settled()
      }
      server.slow = false
      stage.line.emit('connect')
      await settled()
      expect(stage.revs).toEqual(stage.revs.toSorted((a, b) => a - b))
      expect(new Set(stage.revs).size).toBe(stage.revs.length)
      const newest = new Map(stage.got.map((row) => [row.seq, row]))
      expect([...newest.values()].sort((a, b) => a.seq - b.seq)).toEqual(server.rows)
      stage.room.close()
    }),
    { numRuns: 500 }
  )
}, 60_000)
