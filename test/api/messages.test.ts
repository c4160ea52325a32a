import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let ana: Somebody
let ben: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  ana = await aPerson(hearth, 'ana')
  ben = await aPerson(hearth, 'ben')
})

const aRoom = async () => {
  const room = await ana.service('rooms').create({ name: `Room ${uuidv7()}`, visibility: 'private' })
  await ana.service('memberships').create({ roomId: room.id, userId: ben.id })
  return room.id
}
const say = (who: Somebody, roomId: string, text: string, id = uuidv7()) =>
  who.service('messages').create({ id, roomId, text })
const whole = async (roomId: string) =>
  (await ana.service('messages').find({ query: { roomId, $sort: { seq: 1 }, $limit: 100 } })).data

describe('the room is a log', () => {
  test('messages are numbered without gaps, changes take the next rev, a deletion leaves a tombstone', async () => {
    const roomId = await aRoom()
    const [first, second] = [await say(ana, roomId, 'one'), await say(ben, roomId, 'two')]
    await ana.service('messages').patch(first.id, { text: 'one, mended' })
    const gone = await ben.service('messages').remove(second.id)
    expect(gone).toMatchObject({ seq: 2, rev: 4, text: '', deletedAt: expect.any(Number) })
    expect((await whole(roomId)).map(({ seq, rev, text }) => [seq, rev, text])).toEqual([
      [1, 3, 'one, mended'],
      [2, 4, '']
    ])
    expect(await ana.service('rooms').get(roomId)).toMatchObject({ lastSeq: 2, lastRev: 4 })
  })

  test('parallel sends over REST and socket leave no gap and no double', async () => {
    const roomId = await aRoom()
    const sends = Array.from({ length: 40 }, (_, i) => {
      const body = { id: uuidv7(), roomId, text: String(i) }
      return i % 2 ? ana.service('messages').create(body) : ben.rest('POST', '/api/messages', body)
    })
    await Promise.all(sends)
    const log = await whole(roomId)
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
    expect(new Set(log.map(({ text }) => text)).size).toBe(40)
  })

  test('the same id twenty times at once, over both transports, is one message', async () => {
    const roomId = await aRoom()
    const body = { id: uuidv7(), roomId, text: 'once' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        i % 2 ? ana.service('messages').create(body) : (await ana.rest('POST', '/api/messages', body)).body
      )
    )
    expect(new Set(answers.map(({ seq }) => seq))).toEqual(new Set([1]))
    expect(await whole(roomId)).toHaveLength(1)
  })

  test('what is sent again among what is new, at once, takes no place of its own', async () => {
    const roomId = await aRoom()
    const bodies = Array.from({ length: 30 }, (_, i) => ({ id: uuidv7(), roomId, text: String(i) }))
    const first = await Promise.all(
      bodies.filter((_, i) => i % 3 === 0).map((body) => ana.service('messages').create(body))
    )
    const conflict = { id: first[0]!.id, roomId, text: 'another' }
    const [refused, ...answers] = await Promise.allSettled(
      [conflict, ...bodies].map((body) => ana.service('messages').create(body))
    )
    expect(refused).toMatchObject({ reason: { data: { reason: 'id_conflict' } } })
    const seqs = answers.map((answer) => (answer as PromiseFulfilledResult<{ seq: number }>).value.seq)
    expect(seqs.filter((_, i) => i % 3 === 0)).toEqual(first.map(({ seq }) => seq))
    const fresh = seqs.filter((_, i) => i % 3 !== 0).sort((a, b) => a - b)
    expect(fresh).toEqual(Array.from({ length: 20 }, (_, i) => 11 + i))
    const log = await whole(roomId)
    expect(log.map(({ seq, rev }) => [seq, rev])).toEqual(Array.from({ length: 30 }, (_, i) => [i + 1, i + 1]))
  })

  test('an id with another text, author or room is refused', async () => {
    const [roomId, elsewhere] = [await aRoom(), await aRoom()]
    const { id } = await say(ana, roomId, 'mine')
    const conflict = { code: 409, data: { reason: 'id_conflict' } }
    await expect(say(ana, roomId, 'other', id)).rejects.toMatchObject(conflict)
    await expect(say(ben, roomId, 'mine', id)).rejects.toMatchObject(conflict)
    await expect(say(ana, elsewhere, 'mine', id)).rejects.toMatchObject(conflict)
  })

  test('a device whose clock is wrong by some hours may write', async () => {
    const roomId = await aRoom()
    const id = uuidv7({ msecs: Date.now() + 14 * 3600_000 })
    expect(await say(ana, roomId, 'tomorrow', id)).toMatchObject({ id, seq: 1 })
  })

  test('what changed after a rev that is not there yet is nothing, over REST and over the socket', async () => {
    const roomId = await aRoom()
    await say(ana, roomId, 'only this')
    const nothing = { total: 0, data: [] }
    const query = { roomId, rev: { $gt: 1_000_000 }, $sort: { rev: 1 as const }, $limit: 500 }
    expect(await ana.service('messages').find({ query })).toMatchObject(nothing)
    const answer = await ana.rest('GET', `/api/messages?roomId=${roomId}&rev[$gt]=1000000&$sort[rev]=1&$limit=500`)
    expect([answer.status, answer.body]).toMatchObject([200, nothing])
  })

  test('one id sent to two rooms at once is one message in one of them', async () => {
    const [here, there] = [await aRoom(), await aRoom()]
    const id = uuidv7()
    const sends = await Promise.allSettled([say(ana, here, 'where?', id), say(ana, there, 'where?', id)])
    expect(sends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(sends.find((one) => one.status === 'rejected')?.reason).toMatchObject({ data: { reason: 'id_conflict' } })
    expect([...(await whole(here)), ...(await whole(there))]).toHaveLength(1)
  })

  test('a message that was edited or deleted since is still answered to a repeated send', async () => {
    const roomId = await aRoom()
    const { id } = await say(ana, roomId, 'first')
    await ana.service('messages').patch(id, { text: 'second' })
    expect(await say(ana, roomId, 'first', id)).toMatchObject({ text: 'second', seq: 1 })
    await ana.service('messages').remove(id)
    expect(await say(ana, roomId, 'first', id)).toMatchObject({ text: '', seq: 1 })
  })

  test('a deleted message cannot be edited, deleted or replied to', async () => {
    const roomId = await aRoom()
    const { id } = await say(ana, roomId, 'short-lived')
    await ana.service('messages').remove(id)
    const gone = { code: 410, data: { reason: 'gone' } }
    await expect(ana.service('messages').patch(id, { text: 'back' })).rejects.toMatchObject(gone)
    await expect(ana.service('messages').remove(id)).rejects.toMatchObject(gone)
    await expect(ana.service('messages').create({ roomId, text: 'why?', replyTo: id })).rejects.toMatchObject(gone)
  })

  test('a reply stays in its room', async () => {
    const [roomId, elsewhere] = [await aRoom(), await aRoom()]
    const { id } = await say(ana, elsewhere, 'over there')
    const mismatch = { code: 400, data: { reason: 'parent_mismatch' } }
    await expect(ana.service('messages').create({ roomId, text: 'here', replyTo: id })).rejects.toMatchObject(mismatch)
    expect(await ana.service('messages').create({ roomId: elsewhere, text: 'there', replyTo: id })).toMatchObject({
      replyTo: id
    })
  })

  test('one question catches up: new, edited and deleted since a rev', async () => {
    const roomId = await aRoom()
    for (let i = 1; i <= 6; i++) await say(ana, roomId, `m${String(i)}`)
    const [one, two] = await whole(roomId)
    const { lastRev } = await ana.service('rooms').get(roomId)
    await ana.service('messages').patch(one!.id, { text: 'edited' })
    await ana.service('messages').remove(two!.id)
    await say(ben, roomId, 'm7')
    const missed = await ana
      .service('messages')
      .find({ query: { roomId, rev: { $gt: lastRev }, $sort: { rev: 1 }, $limit: 500 } })
    expect(missed.data.map(({ seq, rev, text }) => [seq, rev, text])).toEqual([
      [1, 7, 'edited'],
      [2, 8, ''],
      [7, 9, 'm7']
    ])
  })

  test('history pages by seq', async () => {
    const roomId = await aRoom()
    for (let i = 1; i <= 12; i++) await say(ana, roomId, `m${String(i)}`)
    const page = await ana
      .service('messages')
      .find({ query: { roomId, seq: { $lt: 9 }, $sort: { seq: -1 }, $limit: 5 } })
    expect(page.data.map(({ seq }) => seq)).toEqual([8, 7, 6, 5, 4])
    expect(page.total).toBe(8)
  })

  test('a page says how many there are in all, whether they were counted or not', async () => {
    const roomId = await aRoom()
    const said: Message[] = []
    for (let i = 1; i <= 9; i++) said.push(await say(ana, roomId, `number ${i}`))
    await say(ana, await aRoom(), 'elsewhere')
    await ana.service('messages').remove(said[3]!.id)
    const total = async (query: object) =>
      (await ana.service('messages').find({ query: { roomId, $sort: { seq: 1 }, ...query } })).total
    const seqs: object[] = [
      { $gt: 0 },
      { $lt: 9 },
      { $gt: 4 },
      { $gt: 2, $lt: 8 },
      { $gt: 9 },
      { $lt: 100 },
      { $lte: 3 },
      { $gte: 3 }
    ]
    const totals = [9, 8, 5, 5, 0, 9, 3, 7]
    for (const $limit of [2, 50]) {
      expect(await Promise.all(seqs.map((seq) => total({ seq, $limit })))).toEqual(totals)
      expect(await total({ $limit, $skip: 8 })).toBe(9)
      expect(await total({ $limit, $skip: 20 })).toBe(9)
    }
    expect(await total({ seq: 5, $limit: 1 })).toBe(1)
    expect(await total({ rev: { $gt: 5 }, $limit: 1 })).toBe(5)
  })

  test('an archived room keeps its history and takes no more', async () => {
    const roomId = await aRoom()
    const { id } = await say(ana, roomId, 'last words')
    await ana.service('rooms').remove(roomId)
    const archived = { code: 403, data: { reason: 'room_archived' } }
    await expect(say(ana, roomId, 'one more')).rejects.toMatchObject(archived)
    await expect(ana.service('messages').patch(id, { text: 'x' })).rejects.toMatchObject(archived)
    expect(await whole(roomId)).toHaveLength(1)
  })

  test('events carry the whole stored record, the tombstone too', async () => {
    const roomId = await aRoom()
    const [created, removed] = [ben.hears<Message>('messages created'), ben.hears<Message>('messages removed')]
    const message = await say(ana, roomId, 'hello')
    expect(await created).toEqual(message)
    const tombstone = await ana.service('messages').remove(message.id)
    expect(await removed).toEqual(tombstone)
    expect(await ben.service('messages').get(message.id)).toEqual(tombstone)
  })

  test('4,000 code points fit, also as emoji; one more does not', async () => {
    const roomId = await aRoom()
    expect((await say(ana, roomId, '🔥'.repeat(4000))).text).toHaveLength(8000)
    await expect(say(ana, roomId, '🔥'.repeat(4001))).rejects.toMatchObject({ data: { reason: 'text_too_long' } })
  })

  test('text comes back as it was written', async () => {
    const roomId = await aRoom()
    const text = "<script>alert(1)</script> \u202Eright\u202C العربية\n  z͑ͫ̓ͪ̂ͫa̴l̷g̵o {{x}} '; DROP TABLE messages;--"
    expect((await say(ana, roomId, text)).text).toBe(text)
    expect((await whole(roomId))[0]?.text).toBe(text)
  })
})
