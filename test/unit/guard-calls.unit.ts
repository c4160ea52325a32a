import { describe, expect, test } from 'vitest'
import type { HookContext } from '../../api/declarations.ts'
import type { Reason } from '../../api/errors.ts'
import { guardCall } from '../../api/guard.ts'
import { expectRefused } from './guarded.ts'

const ID = '0198c0de-0000-7000-8000-000000000001'
type Call = Partial<Record<'id' | 'data' | 'query' | 'path' | 'provider', unknown>>

const guarded = async (method: string, { provider = 'rest', query = {}, path = 'rooms', ...more }: Call) => {
  const context = { method, path, params: { provider, query }, ...more } as unknown as HookContext
  let reached = false
  await guardCall(context, async () => void (reached = true))
  // what is not refused reaches the service
  expect(reached).toBe(true)
  return context
}
const refused = (method: string, call: Call, reason: Reason) => expectRefused(guarded(method, call), reason)

/** As deep as this; the object itself is the first. */
const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) })

describe('which record is meant', () => {
  const methods = ['get', 'patch', 'remove']
  test.each(methods)('%s takes an id', async (method) => {
    await guarded(method, { id: ID, data: {} })
  })

  test.each(['1', '', 0, ID.toUpperCase(), `${ID} `, ID.replace('-7', '-4'), { $ne: '' }, [ID], true])(
    'an id as %j means none',
    async (id) => {
      for (const method of methods) await refused(method, { id, data: {} }, 'invalid_id')
    }
  )

  test.each([null, undefined])('nobody changes or removes all at once, by the id %s', async (id) => {
    await refused('patch', { id, data: {} }, 'multi_not_allowed')
    await refused('remove', { id }, 'multi_not_allowed')
    await refused('get', { id }, 'invalid_id')
  })

  test.each([null, undefined])('but logging out takes no id: %s', async (id) => {
    expect((await guarded('remove', { id, path: 'authentication' })).id).toBeNull()
  })

  test('logging out takes no other id either', async () => {
    await refused('remove', { id: 'all', path: 'authentication' }, 'invalid_id')
    expect((await guarded('remove', { id: ID, path: 'authentication' })).id).toBe(ID)
  })

  test.each(['find', 'create'])('%s asks for none', async (method) => {
    await guarded(method, { data: {} })
  })
})

describe('what is to be written', () => {
  const writes = [
    ['create', {}],
    ['patch', { id: ID }]
  ] as const

  test.each([null, undefined, 'x', 7, true, [], [{}], new Date(0), new Map(), Buffer.from('x'), () => 1])(
    'is an object, and not %o',
    async (data) => {
      for (const [method, call] of writes) {
        await refused(method, { ...call, data }, 'body_not_object')
        await refused(method, { ...call, data, provider: 'socketio' }, 'data_not_object')
      }
    }
  )

  test('is looked at only where something is written', async () => {
    for (const method of ['find', 'get', 'remove']) await guarded(method, { id: ID, data: [] })
  })

  test('may be any plain JSON', async () => {
    const data = { text: 'x', number: 0, yes: true, none: null, list: [1, [2], { three: 3 }], empty: {} }
    for (const [method, call] of writes) await guarded(method, { ...call, data })
    await guarded('create', { data: Object.assign(Object.create(null) as object, { name: 'x' }) })
  })

  test.each([new Date(0), Buffer.from('x'), new Map(), new URL('http://x')])(
    'holds nothing else, as %o',
    async (value) => {
      await refused('create', { data: { value } }, 'invalid_data')
      await refused('create', { data: { list: [value] } }, 'invalid_data')
    }
  )
})

describe('data and queries', () => {
  const both = (value: object): [string, Call][] => [
    ['create', { data: value }],
    ['patch', { id: ID, data: value }],
    ['find', { query: value }],
    ['remove', { id: ID, query: value }]
  ]

  test('are at most eight deep', async () => {
    for (const [method, call] of both(nested(8) as object)) await guarded(method, call)
    for (const [method, call] of both(nested(9) as object)) await refused(method, call, 'too_deep')
  })

  test.each(['__proto__', 'constructor', 'prototype'])('have no key %s, however deep', async (key) => {
    // as JSON.parse makes it: an own key
    const sly = JSON.parse(`{"${key}":{"role":"owner"}}`) as object
    for (const value of [sly, { in: sly }, { list: [{ in: sly }] }])
      for (const [method, call] of both(value)) await refused(method, call, 'forbidden_key')
  })

  test('may have keys that only look like that', async () => {
    for (const [method, call] of both({ proto: 1, toString: 'x' })) await guarded(method, call)
  })

  test('may be without a query at all', async () => {
    await guarded('find', { query: null })
  })
})

test('what the server itself asks is not looked at', async () => {
  await guarded('patch', { provider: '', id: null, data: [] })
  await guarded('create', { provider: '', data: new Date(0), query: nested(20) })
})
