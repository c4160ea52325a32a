import { beforeAll, describe, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let ana: Somebody
let ben: Somebody
let cleo: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  ana = await aPerson(hearth, 'ana')
  ben = await aPerson(hearth, 'ben')
  cleo = await aPerson(hearth, 'cleo')
})
const membershipIn = async (who: Somebody, roomId: string) =>
  (await who.service('memberships').find({ query: { roomId, userId: who.id } })).data[0]!

describe('rooms', () => {
  test.each([
    ['Küche & Hof', 'kuche-hof'],
    ['日本語 の 部屋', '日本語-の-部屋'],
    ['مطبخ', 'مطبخ'],
    ['--- !! ---', /^room-/]
  ])('%s gets an address', async (name, slug) => {
    const room = await ana.service('rooms').create({ name, visibility: 'public' })
    expect(room.slug).toMatch(slug)
    expect((await ben.service('rooms').find({ query: { slug: room.slug } })).data).toEqual([room])
  })

  test('two rooms of one name get two addresses; an address that is taken is refused', async () => {
    const [one, two] = [
      await ana.service('rooms').create({ name: 'Twins', visibility: 'public' }),
      await ben.service('rooms').create({ name: 'Twins', visibility: 'public' })
    ]
    expect([one.slug, two.slug]).toEqual(['twins', 'twins-2'])
    const taken = { code: 409, data: { reason: 'slug_taken' } }
    await expect(
      ana.service('rooms').create({ name: 'X', slug: 'twins', visibility: 'private' })
    ).rejects.toMatchObject(taken)
    await expect(ben.service('rooms').patch(two.id, { slug: 'twins' })).rejects.toMatchObject(taken)
  })

  test('are found by a word of their name, whatever its accents; private ones only by members', async () => {
    await ana.service('rooms').create({ name: 'Große Bäckerei', visibility: 'public' })
    await ana.service('rooms').create({ name: 'Bäckerei privat', visibility: 'private' })
    const found = async (who: Somebody, search: string) =>
      (await who.service('rooms').find({ query: { search } })).data.map(({ name }) => name)
    expect(await found(ben, 'back')).toEqual(['Große Bäckerei'])
    expect((await found(ana, 'BÄCK')).sort()).toEqual(['Bäckerei privat', 'Große Bäckerei'])
    expect(await found(ben, '%')).not.toContain('Bäckerei privat')
  })

  test('can be asked for by whether one is in them', async () => {
    const room = await ana.service('rooms').create({ name: 'Joinable', visibility: 'public' })
    const ids = async (joined: boolean) =>
      (await ben.service('rooms').find({ query: { joined, $limit: 100 } })).data.map(({ id }) => id)
    expect(await ids(false)).toContain(room.id)
    await ben.service('memberships').create({ roomId: room.id })
    expect(await ids(true)).toContain(room.id)
    expect(await ids(false)).not.toContain(room.id)
  })

  test('a conversation of the same people exists once, whoever begins it, also at once', async () => {
    const rooms = await Promise.all([
      ana.service('rooms').create({ visibility: 'direct', userIds: [ben.id, cleo.id] }),
      ben.service('rooms').create({ visibility: 'direct', userIds: [cleo.id, ana.id] }),
      cleo.service('rooms').create({ visibility: 'direct', userIds: [cleo.id, ana.id, ben.id] })
    ])
    expect(new Set(rooms.map(({ id }) => id)).size).toBe(1)
    expect(rooms[0]).toMatchObject({ name: '', slug: rooms[0].id, visibility: 'direct' })
    expect((await ana.service('memberships').find({ query: { roomId: rooms[0].id } })).total).toBe(3)
    const pair = await ana.service('rooms').create({ visibility: 'direct', userIds: [ben.id] })
    expect(pair.id).not.toBe(rooms[0].id)
    await expect(cleo.service('rooms').get(pair.id)).rejects.toMatchObject({ code: 404 })
  })

  test('nobody joins, leaves, widens or leads a conversation', async () => {
    const { id } = await ana.service('rooms').create({ visibility: 'direct', userIds: [ben.id] })
    const direct = { code: 403, data: { reason: 'direct_room' } }
    const mine = await membershipIn(ana, id)
    await expect(ana.service('memberships').create({ roomId: id, userId: cleo.id })).rejects.toMatchObject(direct)
    await expect(ana.service('memberships').remove(mine.id)).rejects.toMatchObject(direct)
    await expect(ana.service('memberships').patch(mine.id, { role: 'owner' })).rejects.toMatchObject(direct)
    await expect(ana.service('rooms').patch(id, { name: 'Club' })).rejects.toMatchObject(direct)
  })
})

describe('memberships', () => {
  test('joining twice is one membership, and who joins has read all that was said before', async () => {
    const room = await ana.service('rooms').create({ name: 'Late', visibility: 'public' })
    await ana.service('messages').create({ roomId: room.id, text: 'early' })
    const [one, two] = [
      await ben.service('memberships').create({ roomId: room.id }),
      await ben.service('memberships').create({ roomId: room.id })
    ]
    expect(two).toEqual(one)
    expect(one.readSeq).toBe(1)
  })

  test('the last owner stays while others are there; alone, one may go', async () => {
    const room = await ana.service('rooms').create({ name: 'Led', visibility: 'private' })
    const bens = await ana.service('memberships').create({ roomId: room.id, userId: ben.id })
    const mine = await membershipIn(ana, room.id)
    const last = { code: 409, data: { reason: 'last_owner' } }
    await expect(ana.service('memberships').remove(mine.id)).rejects.toMatchObject(last)
    await expect(ana.service('memberships').patch(mine.id, { role: 'member' })).rejects.toMatchObject(last)
    await ana.service('memberships').patch(bens.id, { role: 'owner' })
    await ana.service('memberships').remove(mine.id)
    await ben.service('memberships').remove(bens.id)
    await expect(ben.service('rooms').get(room.id)).rejects.toMatchObject({ code: 404 })
  })

  test('two owners who leave at once do not leave a room without one', async () => {
    const room = await ana.service('rooms').create({ name: 'Race', visibility: 'private' })
    const bens = await ana.service('memberships').create({ roomId: room.id, userId: ben.id, role: 'owner' })
    await ana.service('memberships').create({ roomId: room.id, userId: cleo.id })
    const mine = await membershipIn(ana, room.id)
    const results = await Promise.allSettled([
      ana.service('memberships').remove(mine.id),
      ben.service('memberships').remove(bens.id)
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('one cannot have read what was not said, and how far one has read is nobody else’s business', async () => {
    const room = await ana.service('rooms').create({ name: 'Read', visibility: 'public' })
    await ana.service('messages').create({ roomId: room.id, text: 'one' })
    const mine = await membershipIn(ana, room.id)
    await expect(ana.service('memberships').patch(mine.id, { readSeq: 2 })).rejects.toMatchObject({
      data: { reason: 'invalid_cursor' }
    })
    expect((await ana.service('memberships').patch(mine.id, { readSeq: 1 })).readSeq).toBe(1)
    await ben.service('memberships').create({ roomId: room.id })
    expect(await ben.service('memberships').get(mine.id)).not.toHaveProperty('readSeq')
    expect(await ana.service('memberships').get(mine.id)).toMatchObject({ readSeq: 1, notify: 'all' })
  })

  test('another device of the same person hears how far one has read', async () => {
    const room = await ana.service('rooms').create({ name: 'Devices', visibility: 'private' })
    await ana.service('messages').create({ roomId: room.id, text: 'one' })
    const heard = ana.hears('memberships patched')
    const mine = await membershipIn(ana, room.id)
    await ana.rest('PATCH', `/api/memberships/${mine.id}`, { readSeq: 1 })
    expect(await heard).toMatchObject({ id: mine.id, readSeq: 1 })
  })
})

test('people are found by the beginning of any word of their name, or by handle', async () => {
  await ana.service('profiles').patch(ana.id, { displayName: 'Ana María Ñandú' })
  for (const search of ['mar', 'NANDU', 'ana m', 'ñan']) {
    expect((await ben.service('profiles').find({ query: { search } })).data.map(({ id }) => id)).toContain(ana.id)
  }
  expect((await ben.service('profiles').find({ query: { search: 'ria' } })).total).toBe(0)
})
