import { beforeEach, expect, test } from 'vitest'
import { Outbox, type Draft, type OutboxStore, type Pending } from '../../api/client.ts'
import { settled } from '../support/log-server.ts'

class Memory implements OutboxStore {
  readonly kept = new Map<string, Pending>()
  load = () => Promise.resolve([...this.kept.values()])
  put = (item: Pending) => Promise.resolve(void this.kept.set(item.id, item))
  remove = (id: string) => Promise.resolve(void this.kept.delete(id))
}

const draft = (id: string, roomId = 'r') => ({ id, roomId, text: id })
const refusal = (code: number, message: string, data = {}) => Object.assign(new Error(message), { code, data })
const lost = () => new Error('operation has timed out')
const never = () => new Promise<never>(() => undefined)

let store: Memory
let sent: string[]
/** what the next calls of a message are answered with, before it goes through */
let faults: Record<string, Error[]>
let waits: number[]
const send = ({ id }: Draft) => {
  const fault = faults[id]?.shift()
  if (fault) return Promise.reject(fault)
  sent.push(id)
  return Promise.resolve(`stored ${id}`)
}
const wait = (ms: number) => Promise.resolve(void waits.push(ms))
const outbox = (more: Partial<ConstructorParameters<typeof Outbox<string>>[0]> = {}) =>
  new Outbox<string>({ send, store, wait, ...more })
const states = (box: Outbox) => box.items.map(({ id, state, error }) => [id, state, error])

beforeEach(() => {
  store = new Memory()
  sent = []
  faults = {}
  waits = []
})

test('keeps the order over a lost line, and goes on after a refusal', async () => {
  faults = { a: [lost(), lost()], b: [refusal(403, 'You are muted here for a while.')] }
  const box = outbox()
  for (const id of ['a', 'b', 'c', 'd']) box.add(draft(id))
  await settled()
  expect(sent).toEqual(['a', 'c', 'd'])
  expect(states(box)).toEqual([['b', 'failed', 'You are muted here for a while.']])
  expect([...store.kept.keys()]).toEqual(['b'])
})

test('the pauses grow, and are spread over their whole length', async () => {
  faults = { a: Array.from({ length: 200 }, lost) }
  outbox().add(draft('a'))
  await settled()
  await expect.poll(() => sent).toEqual(['a'])
  expect(waits[0]).toBeLessThanOrEqual(500)
  expect(waits[1]).toBeLessThanOrEqual(1000)
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000)
  const long = waits.slice(10)
  expect(long.filter((ms) => ms < 10_000).length).toBeGreaterThan(20)
  expect(long.filter((ms) => ms > 20_000).length).toBeGreaterThan(20)
})

test('a message that backs off holds up its own room only', async () => {
  faults = { a: Array.from({ length: 50 }, lost) }
  const box = outbox({ wait: never })
  box.add(draft('a', 'one'))
  box.add(draft('b', 'one'))
  box.add(draft('c', 'two'))
  await settled()
  expect(sent).toEqual(['c'])
  expect(box.in('one').map(({ state }) => state)).toEqual(['waiting', 'waiting'])
  faults = {}
  box.flush()
  await settled()
  expect(sent).toEqual(['c', 'a', 'b'])
  expect(box.items).toEqual([])
})

test('without a line nothing is tried, and everything goes out when it is back', async () => {
  let online = false
  const box = outbox({ online: () => online, wait: never })
  box.add(draft('a'))
  box.add(draft('b'))
  await settled()
  expect([sent, box.items.map(({ state, tries }) => [state, tries])]).toEqual([
    [],
    [
      ['waiting', 0],
      ['waiting', 0]
    ]
  ])
  online = true
  box.flush()
  await settled()
  expect(sent).toEqual(['a', 'b'])
})

test('too many requests is no refusal: it waits as long as the server says', async () => {
  faults = { a: [refusal(429, 'Slow down.', { retryAfter: 7 })], b: [refusal(408, 'Timeout')] }
  const box = outbox()
  box.add(draft('a'))
  box.add(draft('b'))
  await settled()
  expect(sent).toEqual(['a', 'b'])
  expect(waits[0]).toBe(7000)
})

test('a refused message can be sent again or given up', async () => {
  faults = { a: [refusal(422, 'No')], b: [refusal(422, 'No')] }
  const box = outbox()
  box.add(draft('a'))
  box.add(draft('b'))
  await settled()
  box.retry('a')
  box.discard('b')
  await settled()
  expect(sent).toEqual(['a'])
  expect([box.items.length, store.kept.size]).toEqual([0, 0])
})

test('a message that was given up while the store is read is not sent after all', async () => {
  let answer: (items: Pending[]) => void = () => undefined
  const box = outbox({ wait: never })
  box.add(draft('a'))
  box.discard('a')
  const load = store.load
  store.load = () => new Promise((resolve) => (answer = resolve))
  const reading = box.restore()
  answer([{ ...draft('a'), at: 0, state: 'waiting', tries: 0 }])
  store.load = load
  await reading
  await settled()
  expect(sent).toEqual([])
})

test('what was not sent survives a reload; what was refused stays refused', async () => {
  faults = { a: [refusal(422, 'No')] }
  const before = outbox({ wait: never })
  before.add(draft('a'))
  await settled()
  faults = { b: Array.from({ length: 50 }, lost) }
  before.add(draft('b'))
  before.add(draft('c'))
  await settled()
  faults = {}
  const after = outbox()
  await after.restore()
  await settled()
  expect(sent).toEqual(['b', 'c'])
  expect(states(after)).toEqual([['a', 'failed', 'No']])
})

test('what was written longer ago than an hour asks first, and holds up nothing', async () => {
  const hour = 3_600_000
  const old = { ...draft('a'), at: Date.now() - hour - 1000, state: 'waiting', tries: 0 } as const
  await store.put(old)
  await store.put({ ...old, id: 'b', at: Date.now() - hour + 60_000 })
  const box = outbox({ oldAfter: hour })
  await box.restore()
  await settled()
  expect([sent, states(box)]).toEqual([['b'], [['a', 'asking', undefined]]])
  box.retry('a')
  await settled()
  expect(sent).toEqual(['b', 'a'])
})

test('two who hear of each other do not drive each other to try without a pause', async () => {
  faults = { a: Array.from({ length: 1000 }, lost) }
  let tries = 0
  const counted = (one: Draft) => {
    tries++
    return send(one)
  }
  const boxes = [1, 2].map(() => outbox({ send: counted, wait: never }))
  const { put } = store
  store.put = async (item) => {
    await put(item)
    for (const box of boxes) void box.look()
  }
  boxes[0]?.add(draft('a'))
  for (let i = 0; i < 20; i++) await settled()
  expect(tries).toBe(2)
})

test('one who waits is told how it ended', async () => {
  faults = { a: [lost()], b: [refusal(403, 'You are not in this room.')] }
  const box = outbox()
  const answers = await Promise.allSettled(['a', 'b', 'c', 'c'].map((id) => box.post(draft(id))))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message))).toEqual([
    'stored a',
    'You are not in this room.',
    'stored c',
    'stored c'
  ])
  expect([sent, box.items]).toEqual([['a', 'c'], []])
})

test('several who share a store send each message once, in order', async () => {
  const turns = new Map<string, Promise<unknown>>()
  const alone = <R>(name: string, work: () => Promise<R>): Promise<R> => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work, work)
    turns.set(name, turn)
    return turn
  }
  const slow = async (one: Draft) => {
    await settled()
    return send(one)
  }
  const boxes = [1, 2, 3].map(() => outbox({ alone, send: slow }))
  for (let i = 0; i < 9; i++) boxes[i % 3]?.add(draft(`m${i}`))
  await Promise.all(boxes.map((box) => box.restore()))
  await expect.poll(() => store.kept.size).toBe(0)
  await Promise.all(boxes.map((box) => box.restore()))
  await settled()
  expect(sent.toSorted()).toEqual(Array.from({ length: 9 }, (_, i) => `m${i}`))
  for (const first of [0, 1, 2]) {
    const own = sent.filter((id) => Number(id.slice(1)) % 3 === first)
    expect(own).toEqual(own.toSorted())
  }
  expect(boxes.map((box) => box.items)).toEqual([[], [], []])
})
