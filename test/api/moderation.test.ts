import { beforeAll, describe, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Room } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, PASSWORD, request, signedIn, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let owner: Somebody
let admin: Somebody
let moderator: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  owner = await aPerson(hearth, 'olga')
  admin = await aPerson(hearth, 'adam')
  moderator = await aPerson(hearth, 'mona')
  await owner.rest('PATCH', `/api/users/${admin.id}`, { role: 'admin' })
  await owner.rest('PATCH', `/api/users/${moderator.id}`, { role: 'moderator' })
})

const SOON = () => Date.now() + 3600_000
/** A room of `keeper` with these people in it. */
const aRoom = async (keeper: Somebody, ...people: Somebody[]): Promise<Room> => {
  const { body: room } = await keeper.rest('POST', '/api/rooms', {
    name: `Room ${uuidv7().slice(-8)}`,
    visibility: 'public'
  })
  for (const person of people) await person.rest('POST', '/api/memberships', { roomId: room.id })
  return room
}
const say = (who: Somebody, roomId: string, text = 'hello') => who.rest('POST', '/api/messages', { roomId, text })
const sanction = (by: Somebody, data: object) => by.rest('POST', '/api/sanctions', data)
const reasonOf = async (answer: Promise<{ body: { data?: { reason: string } } }>) => (await answer).body.data?.reason

describe('reports', () => {
  test('keep what was said around, also of a private room, and reach those who keep order', async () => {
    const [keeper, ana, ben] = [await aPerson(hearth), await aPerson(hearth), await aPerson(hearth)]
    const { body: room } = await keeper.rest('POST', '/api/rooms', { name: 'Quiet', visibility: 'private' })
    for (const { id } of [ana, ben]) await keeper.rest('POST', '/api/memberships', { roomId: room.id, userId: id })
    for (let n = 1; n <= 4; n++) await say(ana, room.id, `before ${String(n)}`)
    const { body: bad } = await say(ben, room.id, 'something bad')
    await say(ana, room.id, 'after')
    const heard = moderator.hears<{ context: { text: string }[] }>('reports created')
    const report = { messageId: bad.id, reason: 'abuse', text: 'look at this' }
    const { status, body } = await ana.rest('POST', '/api/reports', report)
    expect([status, body.subjectId, body.status]).toEqual([201, ben.id, 'open'])
    expect((await heard).context.map(({ text }) => text)).toEqual([
      'before 2',
      'before 3',
      'before 4',
      'something bad',
      'after'
    ])
    // deleting it does not take it out of sight, and reporting once more makes no second
    await ben.rest('DELETE', `/api/messages/${bad.id}`)
    expect((await moderator.rest('GET', `/api/reports/${body.id}`)).body.context[3].text).toBe('something bad')
    expect(await reasonOf(ana.rest('POST', '/api/reports', report))).toBe('gone')
    // the room's own keeper sees it, the reported does not, and who reported sees no notes
    expect((await keeper.rest('GET', `/api/reports/${body.id}`)).status).toBe(200)
    expect((await ben.rest('GET', `/api/reports/${body.id}`)).status).toBe(404)
    const decided = await keeper.rest('PATCH', `/api/reports/${body.id}`, { status: 'resolved', note: 'talked to ben' })
    expect(decided.body).toMatchObject({ status: 'resolved', resolvedBy: keeper.id, note: 'talked to ben' })
    const own = await ana.rest('GET', `/api/reports/${body.id}`)
    expect(own.body.status).toBe('resolved')
    expect(own.body).not.toHaveProperty('note')
    expect(await reasonOf(ana.rest('PATCH', `/api/reports/${body.id}`, { status: 'open' }))).toBe('not_moderator')
  })

  test('the same once more is the one that is open', async () => {
    const [ana, ben] = [await aPerson(hearth), await aPerson(hearth)]
    const first = await ana.rest('POST', '/api/reports', { userId: ben.id, reason: 'spam' })
    const again = await ana.rest('POST', '/api/reports', { userId: ben.id, reason: 'other' })
    expect(again.body.id).toBe(first.body.id)
    expect(await reasonOf(ana.rest('POST', '/api/reports', { userId: ana.id, reason: 'spam' }))).toBe('own_account')
    const other = await aRoom(ben)
    const { body: unseen } = await say(ben, other.id)
    expect(await reasonOf(ana.rest('POST', '/api/reports', { messageId: unseen.id, reason: 'spam' }))).toBe(
      'not_member'
    )
  })
})

describe('a mute', () => {
  test('in one room stops new words and edits there for a while, and nothing else', async () => {
    const [keeper, ana] = [await aPerson(hearth), await aPerson(hearth)]
    const [room, other] = [await aRoom(keeper, ana), await aRoom(keeper, ana)]
    const { body: message } = await say(ana, room.id)
    const heard = ana.hears<{ mutedUntil: number }>('memberships patched')
    const { status, body } = await sanction(keeper, {
      kind: 'mute',
      userId: ana.id,
      roomId: room.id,
      endsAt: SOON(),
      reason: 'calm down'
    })
    expect(status).toBe(201)
    expect((await heard).mutedUntil).toBe(body.endsAt)
    expect(await reasonOf(say(ana, room.id))).toBe('muted')
    const overSocket = ana.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'x' })
    await expect(overSocket).rejects.toMatchObject({ data: { reason: 'muted' } })
    expect(await reasonOf(ana.rest('PATCH', `/api/messages/${message.id}`, { text: 'y' }))).toBe('muted')
    expect((await say(ana, other.id)).status).toBe(201)
    expect((await ana.rest('DELETE', `/api/messages/${message.id}`)).status).toBe(200)
    await keeper.rest('DELETE', `/api/sanctions/${body.id}`)
    expect((await say(ana, room.id)).status).toBe(201)
  })

  test('everywhere ends by itself', async () => {
    const ana = await aPerson(hearth)
    const room = await aRoom(ana)
    await sanction(moderator, { kind: 'mute', userId: ana.id, endsAt: Date.now() + 600 })
    expect(await reasonOf(say(ana, room.id))).toBe('muted')
    await new Promise((resolve) => setTimeout(resolve, 650))
    expect((await say(ana, room.id)).status).toBe(201)
  })

  test('has an end', async () => {
    const ana = await aPerson(hearth)
    for (const endsAt of [null, Date.now() - 1, Date.now() + 900 * 24 * 3600_000])
      expect(await reasonOf(sanction(moderator, { kind: 'mute', userId: ana.id, endsAt }))).toBe('invalid_expiry')
  })
})

describe('a ban from a room', () => {
  test('removes and keeps out: neither joining nor being added, until it is lifted', async () => {
    const [keeper, ana] = [await aPerson(hearth), await aPerson(hearth)]
    const room = await aRoom(keeper, ana)
    const left = ana.hears('memberships removed')
    const { body } = await sanction(keeper, { kind: 'ban', userId: ana.id, roomId: room.id })
    await left
    expect(await reasonOf(ana.rest('POST', '/api/memberships', { roomId: room.id }))).toBe('banned')
    expect(await reasonOf(keeper.rest('POST', '/api/memberships', { roomId: room.id, userId: ana.id }))).toBe('banned')
    const heard = ana.heard.length
    await say(keeper, room.id, 'not for her')
    expect(ana.heard.slice(heard).filter(({ event }) => event === 'messages created')).toEqual([])
    await keeper.rest('DELETE', `/api/sanctions/${body.id}`)
    expect((await ana.rest('POST', '/api/memberships', { roomId: room.id })).status).toBe(201)
  })
})

describe('a suspension', () => {
  test('cuts open sockets within a second, bites on the next call and at sign-in, and can be lifted', async () => {
    const ana = await aPerson(hearth)
    const begin = Date.now()
    const told = ana.hears<{ reason: string }>('session ended')
    const cut = new Promise((resolve) => ana.line.once('disconnect', resolve))
    const { body } = await sanction(moderator, { kind: 'suspension', userId: ana.id, reason: 'cooling down' })
    expect((await told).reason).toBe('suspended')
    await cut
    expect(Date.now() - begin).toBeLessThan(1_000)
    expect(await reasonOf(ana.rest('GET', '/api/rooms'))).toBe('session_ended')
    const signIn = () =>
      request(hearth.url, 'POST', '/api/authentication', {
        body: { strategy: 'local', email: ana.email, password: PASSWORD }
      })
    expect(await reasonOf(signIn())).toBe('account_suspended')
    await moderator.rest('DELETE', `/api/sanctions/${body.id}`)
    expect((await signIn()).status).toBe(201)
  })

  test('for a while ends by itself', async () => {
    const ana = await aPerson(hearth)
    await sanction(moderator, { kind: 'suspension', userId: ana.id, endsAt: Date.now() + 300 })
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect((await signedIn(hearth, ana.email)).id).toBe(ana.id)
  })
})

describe('a ban for good with a purge', () => {
  test('makes tombstones of everything, one rev each; who was away catches up with one question', async () => {
    const [ana, ben] = [await aPerson(hearth), await aPerson(hearth)]
    const rooms = [await aRoom(ben, ana), await aRoom(ben, ana)]
    for (const room of rooms) {
      for (let n = 0; n < 5; n++) {
        await say(ana, room.id, `spam ${String(n)}`)
        await say(ben, room.id, `talk ${String(n)}`)
      }
    }
    const heard = ben.hears<{ rev: number }>('messages removed')
    const { body } = await sanction(admin, { kind: 'ban', userId: ana.id, purge: true, reason: 'spam' })
    expect(body.purged).toBe(10)
    expect((await heard).rev).toBe(15)
    for (const room of rooms) {
      const { body: missed } = await ben.rest('GET', `/api/messages?roomId=${room.id}&rev[$gt]=10&$sort[rev]=1`)
      expect(
        missed.data.map(({ rev, text, userId }: { rev: number; text: string; userId: string }) => [rev, text, userId])
      ).toEqual([11, 12, 13, 14, 15].map((rev) => [rev, '', ana.id]))
      expect((await ben.rest('GET', `/api/rooms/${room.id}`)).body.lastRev).toBe(15)
      const { body: kept } = await ben.rest('GET', `/api/messages?roomId=${room.id}`)
      expect(kept.data.filter(({ deletedAt }: { deletedAt: number | null }) => !deletedAt)).toHaveLength(5)
    }
  })
})

describe('who stands above whom', () => {
  test('moderators touch neither admins nor owners, admins no admins, and nobody themselves', async () => {
    const suspend = (by: Somebody, who: Somebody, kind = 'suspension') =>
      reasonOf(sanction(by, { kind, userId: who.id }))
    expect(await suspend(moderator, admin)).toBe('protected_person')
    expect(await suspend(moderator, owner)).toBe('protected_person')
    expect(await suspend(admin, owner, 'ban')).toBe('protected_person')
    expect(await suspend(admin, admin, 'ban')).toBe('own_account')
    const second = await aPerson(hearth)
    await (await signedIn(hearth, owner.email)).rest('PATCH', `/api/users/${second.id}`, { role: 'admin' })
    expect(await suspend(admin, second)).toBe('protected_person')
    expect(await suspend(moderator, await aPerson(hearth), 'ban')).toBe('not_admin')
  })

  test('room moderators keep order in their room only, and do not touch its owners or the staff', async () => {
    const [keeper, helper, ana] = [await aPerson(hearth), await aPerson(hearth), await aPerson(hearth)]
    const room = await aRoom(keeper, helper, ana, moderator)
    const { body: found } = await keeper.rest('GET', `/api/memberships?roomId=${room.id}&userId=${helper.id}`)
    await keeper.rest('PATCH', `/api/memberships/${found.data[0].id}`, { role: 'moderator' })
    const mute = (who: Somebody, roomId?: string) =>
      sanction(helper, { kind: 'mute', userId: who.id, endsAt: SOON(), ...(roomId && { roomId }) })
    expect((await mute(ana, room.id)).status).toBe(201)
    expect(await reasonOf(mute(keeper, room.id))).toBe('protected_person')
    expect(await reasonOf(mute(moderator, room.id))).toBe('protected_person')
    expect(await reasonOf(mute(ana))).toBe('not_moderator')
    expect(await reasonOf(mute(ana, (await aRoom(keeper, ana)).id))).toBe('not_moderator')
  })
})

describe('a room', () => {
  test('that is slow lets members write one by one, says how long to wait, and moderators always', async () => {
    const [keeper, ana] = [await aPerson(hearth), await aPerson(hearth)]
    const room = await aRoom(keeper, ana)
    await keeper.rest('PATCH', `/api/rooms/${room.id}`, { slowSeconds: 2 })
    const id = uuidv7()
    const send = (data: object) => ana.rest('POST', '/api/messages', { roomId: room.id, text: 'slowly', ...data })
    expect((await send({ id })).status).toBe(201)
    const { status, body } = await send({})
    expect([status, body.data.reason, body.data.retryAfter]).toEqual([429, 'slow_mode', 2])
    // sending the same once more is no second message
    expect((await send({ id })).status).toBe(201)
    for (let n = 0; n < 3; n++) expect((await say(keeper, room.id)).status).toBe(201)
    await new Promise((resolve) => setTimeout(resolve, 2_050))
    expect((await send({})).status).toBe(201)
  })

  test('in which only those who keep order write', async () => {
    const [keeper, ana] = [await aPerson(hearth), await aPerson(hearth)]
    const room = await aRoom(keeper, ana)
    await keeper.rest('PATCH', `/api/rooms/${room.id}`, { posting: 'moderators' })
    expect(await reasonOf(say(ana, room.id))).toBe('posting_restricted')
    expect((await say(keeper, room.id)).status).toBe(201)
  })
})

test('who is blocked neither begins nor goes on with a conversation of two; nobody is told', async () => {
  const [ana, ben] = [await aPerson(hearth), await aPerson(hearth)]
  const { body: direct } = await ben.rest('POST', '/api/rooms', { visibility: 'direct', userIds: [ana.id] })
  expect((await say(ben, direct.id)).status).toBe(201)
  await expect.poll(() => ben.heard.at(-1)?.event).toBe('messages created')
  const from = ben.heard.length
  const { body: block } = await ana.rest('POST', '/api/blocks', { userId: ben.id })
  expect((await ana.rest('POST', '/api/blocks', { userId: ben.id })).body.id).toBe(block.id)
  expect(await reasonOf(say(ben, direct.id))).toBe('blocked')
  expect(await reasonOf(ben.rest('POST', '/api/rooms', { visibility: 'direct', userIds: [ana.id] }))).toBe('blocked')
  expect((await ben.rest('GET', '/api/blocks')).body.total).toBe(0)
  expect(ben.heard.slice(from)).toEqual([])
  await ana.rest('DELETE', `/api/blocks/${block.id}`)
  expect((await say(ben, direct.id)).status).toBe(201)
})

describe('the log of acts', () => {
  test('has every act with who, whom, from where and what changed, and only admins read it', async () => {
    const [keeper, ana] = [await aPerson(hearth), await aPerson(hearth)]
    const room = await aRoom(keeper, ana)
    const { body: message } = await say(ana, room.id)
    await keeper.rest('DELETE', `/api/messages/${message.id}`)
    await keeper.rest('PATCH', `/api/rooms/${room.id}`, { visibility: 'private', slowSeconds: 5, topic: 'talk' })
    const { body: found } = await keeper.rest('GET', `/api/memberships?roomId=${room.id}&userId=${ana.id}`)
    await keeper.rest('PATCH', `/api/memberships/${found.data[0].id}`, { role: 'moderator' })
    await keeper.rest('DELETE', `/api/memberships/${found.data[0].id}`)
    await keeper.rest('DELETE', `/api/rooms/${room.id}`)
    const { body: log } = await admin.rest('GET', `/api/acts?roomId=${room.id}&$sort[createdAt]=1`)
    expect(log.data.map(({ action }: { action: string }) => action)).toEqual([
      ...['messages.remove', 'rooms.patch', 'memberships.role', 'memberships.remove', 'rooms.remove']
    ])
    expect(log.data[0]).toMatchObject({
      userId: keeper.id,
      subjectId: ana.id,
      recordId: message.id,
      address: '127.0.0.0'
    })
    expect(log.data[1].details).toEqual({
      before: { visibility: 'public', slowSeconds: 0 },
      after: { visibility: 'private', slowSeconds: 5 }
    })
    expect(await reasonOf(moderator.rest('GET', '/api/acts'))).toBe('not_admin')
  })

  test('cannot be changed, whoever tries', async () => {
    const { transaction, read } = hearth.app.get('database')
    const [before] = await read('acts').count('id as n')
    expect(Number(before?.n)).toBeGreaterThan(0)
    await expect(transaction((trx) => trx('acts').update({ action: 'nothing' }))).rejects.toThrow(/append-only/)
    await expect(transaction((trx) => trx('acts').delete())).rejects.toThrow(/append-only/)
    expect(await read('acts').count('id as n')).toEqual([before])
  })

  test('has nothing of an act that did not happen', async () => {
    const lead = await signedIn(hearth, owner.email)
    const count = async () => Number((await hearth.app.get('database').read('acts').count('id as n'))[0]?.n)
    const before = await count()
    expect(await reasonOf(lead.rest('PATCH', `/api/users/${owner.id}`, { role: 'member' }))).toBe('last_owner')
    expect(await reasonOf(sanction(moderator, { kind: 'ban', userId: admin.id }))).toBe('not_admin')
    expect(await count()).toBe(before)
  })
})
