import { beforeAll, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, PASSWORD, request, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let founder: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  founder = await aPerson(hearth, 'founder')
})

test('the cookie for half a sign-in, which another subdomain could set, admits no whole session', async () => {
  const evil = await aPerson(hearth, 'evil')
  const cookie = `hearth-half=${evil.token}`
  const code = { strategy: 'code', code: '000000' }
  const same = { cookie, 'sec-fetch-site': 'same-origin' }
  for (const path of ['/api/sessions?current=true', '/api/rooms']) {
    const { status, body } = await request(hearth.url, 'GET', path, { headers: { cookie } })
    expect([path, status, body.data?.reason]).toEqual([path, 401, 'invalid_token'])
  }
  const { status, headers } = await request(hearth.url, 'POST', '/api/authentication', { body: code, headers: same })
  expect(status).toBe(401)
  expect(headers.getSetCookie()).toContainEqual(expect.stringMatching(/^hearth-half=; .*Max-Age=0$/))
})

test('a moderator of a room whom its owner has muted does not end the mute', async () => {
  const [mod, owner] = [await aPerson(hearth), await aPerson(hearth)]
  const room = await owner.service('rooms').create({ name: 'Muted', visibility: 'public' })
  await owner.service('memberships').create({ roomId: room.id, userId: mod.id, role: 'moderator' })
  const other = await aPerson(hearth)
  await owner.service('memberships').create({ roomId: room.id, userId: other.id, role: 'moderator' })
  const endsAt = Date.now() + 3600_000
  const mute = await owner.service('sanctions').create({ kind: 'mute', userId: mod.id, roomId: room.id, endsAt })
  expect((await mod.rest('DELETE', `/api/sanctions/${mute.id}`)).body.data.reason).toBe('own_account')
  // nor does another moderator undo what the owner of the room decided
  expect((await other.rest('DELETE', `/api/sanctions/${mute.id}`)).body.data.reason).toBe('protected_person')
  expect((await mod.rest('POST', '/api/messages', { roomId: room.id, text: 'x' })).body.data.reason).toBe('muted')
  expect((await owner.rest('DELETE', `/api/sanctions/${mute.id}`)).status).toBe(200)
})

test('an access token that may not moderate does not lead its owner’s rooms', async () => {
  const owner = await aPerson(hearth)
  const other = await aPerson(hearth)
  const room = await owner.service('rooms').create({ name: 'Led', visibility: 'public' })
  const membership = await owner.service('memberships').create({ roomId: room.id, userId: other.id, role: 'moderator' })
  const { body: signedIn } = await request(hearth.url, 'POST', '/api/authentication', {
    body: { strategy: 'local', email: owner.email, password: PASSWORD }
  })
  const made = { name: 'bot', scopes: ['read', 'write'], expiresAt: Date.now() + 3600_000 }
  const { body } = await request(hearth.url, 'POST', '/api/sessions', { body: made, token: signedIn.accessToken })
  const token: string = body.accessToken
  const refused = async (method: string, path: string, data?: object) =>
    (await request(hearth.url, method, path, { token, ...(data && { body: data }) })).body.data.reason
  expect(await refused('PATCH', `/api/rooms/${room.id}`, { name: 'Taken' })).toBe('insufficient_scope')
  expect(await refused('DELETE', `/api/memberships/${membership.id}`)).toBe('not_room_owner')
  expect(await refused('PATCH', `/api/memberships/${membership.id}`, { role: 'owner' })).toBe('not_room_owner')
})

test('nobody decides on a report about themselves', async () => {
  const staff = await aPerson(hearth)
  await founder.rest('PATCH', `/api/users/${staff.id}`, { role: 'moderator' })
  const other = await aPerson(hearth)
  const report = await other.service('reports').create({ userId: staff.id, reason: 'abuse' })
  const { body } = await staff.rest('PATCH', `/api/reports/${report.id}`, { status: 'dismissed' })
  expect(body.data.reason).toBe('own_account')
  expect((await founder.rest('PATCH', `/api/reports/${report.id}`, { status: 'dismissed' })).status).toBe(200)
})
