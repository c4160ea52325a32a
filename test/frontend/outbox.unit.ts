import { beforeEach, expect, test, vi } from 'vitest'
import { LocalStore, Outbox, type Draft, type Pending, type Store } from '../../frontend/lib/outbox.svelte.ts'
import { settled } from './log-server.ts'

class Memory implements Store {
  readonly kept = new Map<string, Pending>()
  load = () => Promise.resolve([...this.kept.values()])
  put = (item: Pending) => Promise.resolve(void this.kept.set(item.id, item))
  remove = (id: string) => Promise.resolve(void this.kept.delete(id))
}

const draft = (id: string, roomId = 'r'): Draft => ({ id, roomId, text: id, at: 0 })
const refusal = (code: number, message: string, data = {}) => Object.assign(new Error(message), { code, data })
const lost = () => new Error('operation has timed out')

let store: Memory
let sent: string[]
/** what the next calls of a message are answered with, before it goes through */
let faults: Record<string, Error[]>
let waits: number[]
const send = ({ id }: Draft) => {
  const fault = faults[id]?.shift()
  if (fault) return Promise.reject(fault)
  sent.push(id)
  return Promise.resolve()
}
const outbox = () =>
  new Outbox(send, store, (ms) => {
    waits.push(ms)
    return Promise.resolve()
  })

beforeEach(() => {
  store = new Memory()
  sent = []
  faults = {}
  waits = []
})

test('keeps the order over a lost line, and goes on after a refusal', async () => {
  faults = { a: [lost(), lost()], b: [refusal(403, 'You are not in this room.')] }
  const box = outbox()
  for (const id of ['a', 'b', 'c', 'd']) box.add(draft(id))
  await settled()
  expect(sent).toEqual(['a', 'c', 'd'])
  expect(box.items.map(({ id, state, error }) => [id, state, error])).toEqual([
    ['b', 'failed', 'You are not in this room.']
  ])
  expect([...store.kept.keys()]).toEqual(['b'])
  expect(waits[0]).toBeLessThanOrEqual(500)
  expect(waits[1]).toBeGreaterThanOrEqual(500)
})

test('a message that backs off holds up its own room only', async () => {
  faults = { a: Array.from({ length: 50 }, lost) }
  const box = new Outbox(send, store, () => new Promise(() => undefined))
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

test('what was not sent survives a reload; what was refused stays refused', async () => {
  faults = { a: [refusal(422, 'No')] }
  const before = new Outbox(send, store, () => new Promise(() => undefined))
  before.add(draft('a'))
  await settled()
  faults = { b: Array.from({ length: 50 }, lost) }
  before.add(draft('b'))
  await settled()
  faults = {}
  const after = outbox()
  await after.restore()
  await settled()
  expect(sent).toEqual(['b'])
  expect(after.items.map(({ id, state }) => [id, state])).toEqual([['a', 'failed']])
})

test('the local store keeps each account and each message apart', async () => {
  const values = new Map<string, string>()
  const storage = {
    get length() {
      return values.size
    },
    key: (i: number) => [...values.keys()][i] ?? null,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: vi.fn((key: string, value: string) => void values.set(key, value)),
    removeItem: (key: string) => void values.delete(key)
  } as unknown as Storage
  const ana = new LocalStore('ana', storage)
  const ben = new LocalStore('ben', storage)
  const item = (id: string): Pending => ({ ...draft(id), state: 'waiting', tries: 0 })
  await ana.put(item('a'))
  await ana.put(item('b'))
  await ben.put(item('c'))
  await ana.remove('a')
  expect((await ana.load()).map(({ id }) => id)).toEqual(['b'])
  expect((await ben.load()).map(({ id }) => id)).toEqual(['c'])
  vi.mocked(storage.setItem).mockImplementation(() => {
    throw new Error('QuotaExceededError')
  })
  await expect(ana.put(item('d'))).resolves.toBeUndefined()
})
