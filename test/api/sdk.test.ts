import { beforeAll, describe, expect, test } from 'vitest'
import authentication from '@feathersjs/authentication-client'
import { feathers } from '@feathersjs/feathers'
import rest from '@feathersjs/rest-client'
import socketio from '@feathersjs/socketio-client'
import { v7 as uuidv7 } from 'uuid'
import { createClient, type Message, type Room } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, memoryStorage, PASSWORD, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let ana: Somebody
let room: Room
beforeAll(async () => {
  hearth = await aHearth()
  ana = await aPerson(hearth, 'ana')
  room = await ana.service('rooms').create({ name: 'Open house', visibility: 'public' })
})

/** Stock Feathers packages, no code of ours. */
const stockSocket = () => {
  const line = aLine(hearth.url, { reconnection: true, reconnectionDelay: 50 })
  const client = feathers()
  client.configure(socketio(line))
  client.configure(authentication({ storage: memoryStorage() }))
  return { client, line }
}
const stockRest = () => {
  const client = feathers()
  client.configure(rest(`${hearth.url}/api`).fetch(fetch))
  client.configure(authentication({ storage: memoryStorage() }))
  return client
}
const credentials = { strategy: 'local', email: 'ana@example.org', password: PASSWORD }

describe('the stock Feathers clients work unchanged', () => {
  test('over REST: sign in, read, write, log out', async () => {
    const client = stockRest()
    const { user } = await client.authenticate(credentials)
    expect(user.id).toBe(ana.id)
    const message = await client.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'by REST' })
    expect(await client.service('messages').get(message.id)).toEqual(message)
    const page = await client.service('messages').find({ query: { roomId: room.id, $sort: { seq: -1 }, $limit: 1 } })
    expect(page.data).toEqual([message])
    expect(await client.service('messages').patch(message.id, { text: 'by PATCH' })).toMatchObject({ text: 'by PATCH' })
    await client.logout()
    await expect(client.service('messages').find()).rejects.toMatchObject({ code: 401 })
  })

  test('over the socket: sign in, hear, write, sign in again by itself after the line broke', async () => {
    const { client, line } = stockSocket()
    await client.authenticate(credentials)
    const heard = new Promise<Message>((resolve) => client.service('messages').once('created', resolve))
    const message = await ana.service('messages').create({ roomId: room.id, text: 'to all' })
    expect(await heard).toEqual(message)

    const back = new Promise((resolve) => client.once('login', resolve))
    line.io.engine.close()
    await back
    const again = new Promise<Message>((resolve) => client.service('messages').once('created', resolve))
    await client.service('messages').create({ roomId: room.id, text: 'back' })
    expect((await again).text).toBe('back')
    await client.logout()
    line.close()
  })

  test('an error is a FeathersError with its reason on both', async () => {
    const { client, line } = stockSocket()
    for (const app of [client, stockRest()]) {
      const error = await app.authenticate({ ...credentials, password: 'wrong' }).catch((e: unknown) => e)
      expect(error).toMatchObject({ name: 'NotAuthenticated', code: 401, data: { reason: 'invalid_login' } })
    }
    line.close()
  })
})

describe('the SDK', () => {
  test('types every service; a mistake does not compile', async () => {
    const { client } = ana
    const message: Message = await client.service('messages').create({ roomId: room.id, text: 'typed' })
    expect(message.seq).toBeGreaterThan(0)
    // @ts-expect-error the author is given by the server
    const forged = client.service('messages').create({ roomId: room.id, text: 'x', userId: 'y' })
    await expect(forged).rejects.toMatchObject({ data: { reason: 'unknown_property' } })
    // @ts-expect-error there is no such service
    expect(() => client.service('nothing').find()).toBeDefined()
    // @ts-expect-error sessions are made by signing in
    await expect((async () => client.service('sessions').create({}))()).rejects.toBeDefined()
  })

  test('works over REST as well', async () => {
    const client = createClient(rest(`${hearth.url}/api`).fetch(fetch) as never, { storage: memoryStorage() })
    await client.authenticate(credentials)
    expect((await client.service('rooms').get(room.id)).slug).toBe('open-house')
  })

  test('a call while the line is down fails within ackTimeout and without a code', async () => {
    const slow = aLine('http://127.0.0.1:9', { ackTimeout: 200 })
    const app = feathers()
    app.configure(socketio(slow))
    const error = await app
      .service('messages')
      .find()
      .catch((e: unknown) => e)
    expect(error).toMatchObject({ message: 'operation has timed out' })
    expect(error).not.toHaveProperty('code')
    slow.close()
  })
})
