import { expect, test } from 'vitest'
import { asShown, itemsOf, LAST, TOGETHER, type Item, type Shown } from '../../frontend/features/messages/rows.ts'

const NOON = new Date(2026, 6, 14, 12).getTime()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const message = (seq: number, userId: string, at = NOON, more: Partial<Shown> = {}): Shown => ({
  id: `m${seq}`,
  roomId: 'r',
  userId,
  text: `t${seq}`,
  createdAt: at,
  editedAt: null,
  seq,
  ...more
})
const items = (messages: Shown[], unreadFrom = Infinity, before: ReadonlyMap<string, Item> = new Map()) =>
  itemsOf({ messages, me: 'ana', unreadFrom }, before)
/** `day`, `new`, and each message by its number, in capitals when it has a head. */
const drawn = (list: Item[]) =>
  list.map((item) => (item.kind === 'message' ? `${item.head ? 'M' : 'm'}${item.message.seq}` : item.kind)).join(' ')

test('messages of one author within five minutes stand under one name', () => {
  const list = [
    message(1, 'ben'),
    message(2, 'ben', NOON + TOGETHER - 1),
    message(3, 'ben', NOON + 2 * TOGETHER),
    message(4, 'ana', NOON + 2 * TOGETHER)
  ]
  expect(drawn(items(list))).toBe('day M1 m2 M3 M4')
})

test('each day begins with its name and a new head', () => {
  expect(drawn(items([message(1, 'ben'), message(2, 'ben', NOON + DAY)]))).toBe('day M1 day M2')
})

test('the line stands above the first unread message of somebody else, once, and tells since when', () => {
  const list = [
    message(1, 'ben'),
    message(2, 'ana'),
    message(3, 'ben', NOON + MINUTE),
    message(4, 'ben', NOON + MINUTE)
  ]
  expect(drawn(items(list, 2))).toBe('day M1 M2 unread M3 m4')
  expect(items(list, 2).find(({ kind }) => kind === 'unread')).toMatchObject({ since: NOON })
  expect(drawn(items(list, 5))).toBe('day M1 M2 M3 m4')
})

test('what is not stored yet stands last, in the same group, and is never unread', () => {
  const pending = asShown({ id: 'p', roomId: 'r', text: 'hi', at: NOON + MINUTE, state: 'waiting', tries: 0 }, 'ana')
  expect(pending.seq).toBe(LAST)
  expect(drawn(items([message(1, 'ana'), pending], 1))).toBe(`day M1 m${LAST}`)
})

test('a row that did not change is the same object, so it is not drawn anew', () => {
  const [one, two] = [message(1, 'ben'), message(2, 'ben')]
  const before = new Map(items([one, two]).map((item) => [item.key, item]))
  const after = items([one, { ...two, text: 'edited' }], Infinity, before)
  expect(after[1]).toBe(before.get('m1'))
  expect(after[2]).not.toBe(before.get('m2'))
})
