import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, socket, type Client } from '../../api/client.ts'
import { tokenFor } from '../bench/crowd.ts'
import { fill, idOf, lastSeqOf, type Size } from '../bench/large/large.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, memoryStorage, request } from '../support/people.ts'
import { aHome, KINDS } from '../support/places.ts'
import { askedDuring, plannerOf, type Planner } from '../support/query-plans.ts'

/** So much that reading a table from end to end is dearer than an index, for somebody in some rooms of many. */
const SIZE: Size = { messages: 100_000, people: 20_000, rooms: 10_000, many: 20 }

const roomId = idOf('rooms', 0)
const me = idOf('people', 0)
const other = idOf('people', 1)
const SOME = Array.from({ length: 30 }, (_, n) => idOf('people', n * 31))

interface Here {
  client: Client
  url: string
  token: string
}
type Act = (here: Here) => Promise<unknown>

/** All that is asked many times a minute. */
const HOT: Record<string, Act> = {
  'signing a socket in and joining its rooms': async ({ url, token }) => {
    const line = aLine(url, { auth: { accessToken: token } })
    await new Promise((resolve, reject) => line.once('connect', () => resolve(true)).once('connect_error', reject))
    line.disconnect()
  },
  'a call by a token': ({ url, token }) => request(url, 'GET', `/api/rooms/${roomId}`, { token }),
  'the room list': ({ client }) =>
    client.service('rooms').find({ query: { joined: true, $limit: 100, $sort: { id: 1 } } }),
  'the second page of the room list': ({ client }) =>
    client.service('rooms').find({
      query: { joined: true, id: { $gt: idOf('rooms', 9) }, $limit: 100, $sort: { id: 1 } }
    }),
  'my memberships': ({ client }) =>
    client.service('memberships').find({ query: { userId: me, $limit: 100, $sort: { id: 1 } } }),
  'a room by its address': ({ client }) => client.service('rooms').find({ query: { slug: 'room-7', $limit: 1 } }),
  'the head of a room': ({ client }) => client.service('rooms').get(roomId),
  'the latest messages of a room': ({ client }) =>
    client.service('messages').find({ query: { roomId, $sort: { seq: -1 }, $limit: 50 } }),
  'older messages': ({ client }) =>
    client.service('messages').find({ query: { roomId, seq: { $lt: 6_000 }, $sort: { seq: -1 }, $limit: 50 } }),
  'newer messages': ({ client }) =>
    client.service('messages').find({ query: { roomId, seq: { $gt: 6_000 }, $sort: { seq: 1 }, $limit: 50 } }),
  'what changed since': ({ client }) => {
    const rev = { $gt: lastSeqOf(SIZE) - 500 }
    return client.service('messages').find({ query: { roomId, rev, $sort: { rev: 1 }, $limit: 500 } })
  },
  'one message': ({ client }) => client.service('messages').get(idOf('messages', 0)),
  'who is in a room': ({ client }) =>
    client.service('memberships').find({ query: { roomId: { $in: [roomId] }, $limit: 100, $sort: { id: 1 } } }),
  'faces by id': ({ client }) => client.service('profiles').find({ query: { id: { $in: SOME }, $limit: 100 } }),
  'a face by its handle': ({ client }) => client.service('profiles').find({ query: { handle: 'person77', $limit: 1 } }),
  'who is here': async ({ client }) => {
    await client.service('presences').create({ roomId })
    await client.service('presences').find({ query: { roomId } })
  },
  'who is writing': ({ client }) => client.service('typing').create({ roomId }),
  'a message, sent twice': async ({ client }) => {
    const message = { id: uuidv7(), roomId, text: 'once' }
    await client.service('messages').create(message)
    await client.service('messages').create(message)
  },
  'an answer, its edit and its removal': async ({ client }) => {
    const { id: replyTo } = await client.service('messages').create({ id: uuidv7(), roomId, text: 'a question' })
    const { id } = await client.service('messages').create({ id: uuidv7(), roomId, text: 'an answer', replyTo })
    await client.service('messages').patch(id, { text: 'a better one' })
    await client.service('messages').remove(id)
  },
  'a message in a conversation of two': async ({ client }) => {
    const room = await client.service('rooms').create({ visibility: 'direct', userIds: [other] })
    await client.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'to you alone' })
  },
  'how far somebody has read': async ({ client }) => {
    const { data } = await client.service('memberships').find({ query: { userId: me, roomId, $limit: 1 } })
    await client.service('memberships').patch(data[0]!.id, { readSeq: 1 })
  },
  'joining and leaving': async ({ client }) => {
    const { id } = await client.service('memberships').create({ roomId: idOf('rooms', SIZE.many + 100) })
    await client.service('memberships').remove(id)
  }
}

describe.each(KINDS)('in a large community on %s', (kind) => {
  let hearth: TestHearth
  let planner: Planner
  let here: Here

  beforeAll(async () => {
    const home = await aHome(kind)
    await fill(home.databaseUrl, SIZE)
    hearth = await aHearth(home)
    planner = await plannerOf(hearth.app)
    const token = tokenFor(home.authSecret, me, idOf('sessions', 0))
    const line = aLine(hearth.url, { auth: { accessToken: token } })
    here = { client: createClient(socket(line), { storage: memoryStorage() }), url: hearth.url, token }
  }, 120_000)
  afterAll(() => (planner as Planner | undefined)?.close())

  test('a reading from end to end would be found', async () => {
    const db = hearth.app.get('database').read
    const asked = await askedDuring(hearth.app, async () => db('messages').where('text', 'like', '%number 77%').first())
    expect(await planner.scans(asked)).toEqual([expect.stringMatching(/^(SCAN|Seq Scan on) messages/)])
  })

  test.each(Object.entries(HOT))('%s reads no large table from end to end', async (_name, act) => {
    const asked = await askedDuring(hearth.app, () => act(here))
    expect(asked).not.toEqual([])
    expect(await planner.scans(asked)).toEqual([])
  })
})
