import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FeathersSocket } from '../../api/declarations.ts'
import { refusal } from '../../api/errors.ts'
import { guardSocket } from '../../api/guard.ts'
import { listening, told } from './guarded.ts'

const METHODS = ['find', 'get', 'create', 'patch', 'remove']
/** How fast the client may call: set by the tests. */
const pace = { takes: true, deaf: false }
/** What came through to Feathers. */
const reached: unknown[][] = []
let line: Socket

const server = createServer()
const sockets = new Server(server)
let port: number
beforeAll(async () => {
  sockets.on('connection', (socket) => {
    guardSocket(socket as FeathersSocket, { take: () => pace.takes, isDeaf: () => pace.deaf })
    for (const event of [...METHODS, 'update', 'constructor'])
      socket.on(event, (...args: unknown[]) => {
        const answer = args.pop() as (error: unknown, result?: unknown) => void
        reached.push([event, ...args])
        if (args[0] === 'broken') answer(new Error('select * from credentials'))
        else if (args[0] === 'refused') answer(refusal('not_member'))
        else answer(null, { from: args[0] })
      })
  })
  port = await listening(server)
})
beforeEach(() => {
  reached.length = 0
  Object.assign(pace, { takes: true, deaf: false })
  line = io(`http://127.0.0.1:${String(port)}`, { transports: ['websocket'], forceNew: true, reconnection: false })
})
afterEach(() => line.disconnect())

const call = (...args: [event: string, ...unknown[]]): Promise<unknown[]> =>
  new Promise((resolve) => line.emit(...args, (...answer: unknown[]) => resolve(answer)))
const expectToldOnly = async (reason: Parameters<typeof told>[0], ...args: [event: string, ...unknown[]]) => {
  expect(await call(...args)).toEqual([told(reason)])
  expect(reached).toEqual([])
}

describe('a call over a socket', () => {
  test.each([
    ['find', []],
    ['find', [{ $limit: 1 }]],
    ['get', ['id']],
    ['get', ['id', {}]],
    ['create', [{ name: 'x' }]],
    ['create', [{ name: 'x' }, {}]],
    ['patch', ['id', { name: 'x' }]],
    ['patch', ['id', { name: 'x' }, { a: 1 }]],
    ['remove', ['id']],
    ['remove', [null, null]]
  ])('%s with %j goes on as it came, and is answered', async (event, args) => {
    expect(await call(event, 'rooms', ...args)).toEqual([null, { from: 'rooms' }])
    expect(reached).toEqual([[event, 'rooms', ...args]])
  })

  test('that is refused further on is told why', async () => {
    expect(await call('find', 'refused')).toEqual([told('not_member')])
  })

  test('that fails by our fault is told nothing of it', async () => {
    expect(await call('find', 'broken')).toEqual([told('internal')])
  })

  test.each(['update', 'constructor', 'setup', 'messages created'])(
    'of the method %s does not exist',
    async (event) => {
      await expectToldOnly('unknown_event', event, 'rooms')
    }
  )

  test.each(['__proto__', 'constructor', 'prototype', 'rooms/toString', 'a/hasOwnProperty/b'])(
    'to a service %s, which would reach into JavaScript, finds nothing',
    async (path) => {
      await expectToldOnly('not_found', 'find', path)
    }
  )

  test.each([null, 7, { path: 'rooms' }, ['rooms']])('to a service named %j finds nothing', async (path) => {
    await expectToldOnly('not_found', 'find', path)
  })

  test('to no service finds nothing', async () => {
    await expectToldOnly('not_found', 'find')
  })

  test.each([
    ['find', [{}, {}]],
    ['get', ['id', {}, {}]],
    ['create', [{}, {}, {}]],
    ['patch', ['id', {}, {}, {}]],
    ['remove', ['id', {}, 'x']]
  ])('%s with %j has too many arguments', async (event, args) => {
    await expectToldOnly('too_many_arguments', event, 'rooms', ...args)
  })

  test.each([
    ['find', ['x']],
    ['find', [7]],
    ['find', [['a']]],
    ['get', ['id', 'x']],
    ['create', [{}, [{}]]],
    ['patch', ['id', {}, true]],
    ['remove', ['id', false]],
    ['find', [Buffer.from('x')]]
  ])('%s with %j has no query', async (event, args) => {
    await expectToldOnly('invalid_query', event, 'rooms', ...args)
  })
})

describe('a call that nobody waits for', () => {
  test('goes on all the same', async () => {
    line.emit('create', 'rooms', { name: 'x' })
    await call('find', 'rooms')
    expect(reached).toEqual([
      ['create', 'rooms', { name: 'x' }],
      ['find', 'rooms']
    ])
  })

  test('is refused all the same, and takes nobody with it', async () => {
    for (const args of [['update', 'rooms'], ['find', 'toString'], ['find', 'rooms', 'x'], ['find']]) {
      line.emit(...(args as [string]))
    }
    line.emit('find', 'broken')
    expect(await call('find', 'rooms')).toEqual([null, { from: 'rooms' }])
    expect(reached).toEqual([
      ['find', 'broken'],
      ['find', 'rooms']
    ])
  })
})

describe('who calls too fast', () => {
  test('is told so, and stays', async () => {
    pace.takes = false
    expect(await call('find', 'rooms')).toEqual([told('rate_limited', { retryAfter: 1 })])
    expect(await call('update', 'rooms')).toEqual([told('rate_limited', { retryAfter: 1 })])
    expect(reached).toEqual([])
    pace.takes = true
    expect(await call('find', 'rooms')).toEqual([null, { from: 'rooms' }])
  })

  test('and does not listen is cut, after the answer', async () => {
    await call('find', 'rooms')
    Object.assign(pace, { takes: false, deaf: true })
    const socket = sockets.sockets.sockets.get(line.id ?? '')
    // not asked to go: a client that does not listen would not
    const cut = new Promise((resolve) => socket?.conn.once('close', resolve))
    expect(await call('find', 'rooms')).toEqual([told('rate_limited', { retryAfter: 1 })])
    expect(await cut).toBe('forced close')
    expect(reached).toHaveLength(1)
  })
})
