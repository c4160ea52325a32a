import { beforeAll, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, PASSWORD, request, type Somebody } from '../support/people.ts'

/**
 * What an account or a membership keeps of sanctions was that of the last one: lifting one let somebody in whom another kept out,
 * a moderator undid an admin's ban by a suspension of an hour, and who was muted left and came back.
 */
let hearth: TestHearth
let owner: Somebody
let moderator: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  owner = await aPerson(hearth, 'olga')
  moderator = await aPerson(hearth, 'mona')
  await owner.rest('PATCH', `/api/users/${moderator.id}`, { role: 'moderator' })
})

const IN = (seconds: number) => Date.now() + seconds * 1000
const impose = async (by: Somebody, data: object) => {
  const { status, body } = await by.rest('POST', '/api/sanctions', data)
  expect(status).toBe(201)
  return body as { id: string; endsAt: number }
}
const lift = async (by: Somebody, { id }: { id: string }) =>
  expect((await by.rest('DELETE', `/api/sanctions/${id}`)).status).toBe(200)
const signIn = async ({ email }: Somebody) => {
  const body = { strategy: 'local', email, password: PASSWORD }
  return (await request(hearth.url, 'POST', '/api/authentication', { body })).status
}
const account = async ({ id }: Somebody) => (await owner.rest('GET', `/api/users/${id}`)).body

test('who is suspended twice comes back when both are lifted', async () => {
  const ana = await aPerson(hearth)
  const first = await impose(moderator, { kind: 'suspension', userId: ana.id })
  const second = await impose(moderator, { kind: 'suspension', userId: ana.id, endsAt: IN(3600) })
  await lift(moderator, first)
  expect(await account(ana)).toMatchObject({ status: 'suspended', suspendedUntil: second.endsAt })
  expect(await signIn(ana)).toBe(403)
  await lift(moderator, second)
  expect(await account(ana)).toMatchObject({ status: 'active', suspendedUntil: null })
  expect(await signIn(ana)).toBe(201)
})

test('a moderator does not shorten what an admin decided by a suspension that is shorter', async () => {
  const ana = await aPerson(hearth)
  const ban = await impose(owner, { kind: 'ban', userId: ana.id })
  await impose(moderator, { kind: 'suspension', userId: ana.id, endsAt: IN(0.2) })
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(await account(ana)).toMatchObject({ status: 'suspended', suspendedUntil: null })
  expect(await signIn(ana)).toBe(403)
  await lift(owner, ban)
  expect(await signIn(ana)).toBe(201)
})

test('the longest mute holds, everywhere and in a room, also for who leaves the room and comes back', async () => {
  const [keeper, ana] = [await aPerson(hearth), await aPerson(hearth)]
  const { body: room } = await keeper.rest('POST', '/api/rooms', { name: 'Calm', visibility: 'public' })
  const join = async () => (await ana.rest('POST', '/api/memberships', { roomId: room.id })).body
  await join()
  const [short, long] = [IN(60), IN(3600)]
  const mute = (by: Somebody, endsAt: number, more = {}) =>
    impose(by, { kind: 'mute', userId: ana.id, endsAt, ...more })

  const everywhere = await mute(moderator, long)
  await mute(moderator, short)
  expect((await account(ana)).mutedUntil).toBe(long)
  await lift(moderator, everywhere)
  expect((await account(ana)).mutedUntil).toBe(short)

  const here = await mute(keeper, long, { roomId: room.id })
  await mute(keeper, short, { roomId: room.id })
  const { body: found } = await ana.rest('GET', `/api/memberships?roomId=${room.id}&userId=${ana.id}`)
  expect(found.data[0].mutedUntil).toBe(long)
  await ana.rest('DELETE', `/api/memberships/${found.data[0].id}`)
  expect((await join()).mutedUntil).toBe(long)
  await lift(keeper, here)
  const { body: again } = await ana.rest('GET', `/api/memberships?roomId=${room.id}&userId=${ana.id}`)
  expect(again.data[0].mutedUntil).toBe(short)
})
