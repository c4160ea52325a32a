import { beforeAll, describe, expect, test } from 'vitest'
import { createClient, socket } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, memoryStorage, PASSWORD, request, signedIn, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let owner: Somebody
beforeAll(async () => {
  hearth = await aHearth()
  owner = await aPerson(hearth, 'olga')
})

const DAY = 24 * 3600_000
const SAME = { 'sec-fetch-site': 'same-origin' }
const change = (table: string, where: object, changes: object) =>
  hearth.app.get('database').transaction((trx) => trx(table).where(where).update(changes))

const aToken = async (person: Somebody, scopes: string[], expiresAt = Date.now() + DAY) => {
  const { status, body } = await person.rest('POST', '/api/sessions', { name: 'bot', scopes, expiresAt })
  if (status !== 201) throw new Error(JSON.stringify(body))
  const call = (method: string, path: string, data?: unknown) =>
    request(hearth.url, method, path, { body: data, token: body.accessToken })
  return { id: body.id as string, accessToken: body.accessToken as string, call }
}

/** Connected, and how it is told that it ends. */
const connected = async (token: string) => {
  const line = aLine(hearth.url, { extraHeaders: { authorization: `Bearer ${token}` } })
  await new Promise((resolve, reject) => line.on('connect', () => resolve(undefined)).on('connect_error', reject))
  const ended = new Promise<{ reason: string; after: number }>((resolve) => {
    const begin = Date.now()
    let told = ''
    line.on('session ended', ({ reason }: { reason: string }) => (told = reason))
    line.on('disconnect', () => resolve({ reason: told, after: Date.now() - begin }))
  })
  return { line, ended }
}

describe('a personal access token', () => {
  test('is told once, listed with its scopes, and works over REST, socket and SDK', async () => {
    const ana = await aPerson(hearth)
    const { id, accessToken, call } = await aToken(ana, ['read', 'write'])
    expect((await call('GET', '/api/rooms')).status).toBe(200)
    expect((await call('POST', '/api/rooms', { name: 'By a bot', visibility: 'public' })).status).toBe(201)
    const client = createClient(socket(aLine(hearth.url)), { storage: memoryStorage() })
    await client.service('authentication').create({ strategy: 'jwt', accessToken })
    expect((await client.service('rooms').find()).data).toHaveLength(1)
    const listed = (await ana.rest('GET', '/api/sessions?kind=token')).body
    expect(listed.data).toMatchObject([{ id, name: 'bot', scopes: ['read', 'write'], kind: 'token' }])
    expect(JSON.stringify(listed)).not.toContain('accessToken')
    expect((await call('GET', '/api/sessions?current=true')).body.data).toMatchObject([{ id }])
  })

  test('its other devices hear that it was made, without the token', async () => {
    const ana = await aPerson(hearth)
    const heard = ana.hears('sessions created')
    const { id } = await aToken(ana, ['read'])
    const event = await heard
    expect(event.id).toBe(id)
    expect(event).not.toHaveProperty('accessToken')
  })

  test.each([
    ['read', 'POST', '/api/rooms', { name: 'No', visibility: 'public' }],
    ['write', 'GET', '/api/rooms', undefined],
    ['donations', 'GET', '/api/profiles', undefined],
    ['moderate', 'POST', '/api/rooms', { name: 'No', visibility: 'public' }]
  ])('with %s alone may not %s %s', async (scope, method, path, data) => {
    const ana = await aPerson(hearth)
    const { call } = await aToken(ana, [scope])
    expect((await call(method, path, data)).body.data.reason).toBe('insufficient_scope')
  })

  test('of an owner without `moderate` is no owner', async () => {
    const { call } = await aToken(owner, ['read', 'write'])
    expect((await call('GET', '/api/users')).body.total).toBe(1)
  })

  test('reaches no account, no secret and no further token, whatever its scopes', async () => {
    const { call } = await aToken(owner, ['read', 'write', 'moderate', 'donations'])
    const [community] = (await call('GET', '/api/communities')).body.data
    const calls: [string, string, unknown?][] = [
      ['POST', '/api/sessions', { name: 'more', scopes: ['read'], expiresAt: Date.now() + DAY }],
      ['GET', '/api/sessions'],
      ['DELETE', `/api/sessions/${owner.user.id}`],
      ['PATCH', `/api/users/${owner.id}`, { role: 'member' }],
      ['DELETE', `/api/users/${owner.id}`],
      ['POST', '/api/confirmations', { password: PASSWORD }],
      ['POST', '/api/authenticators', {}],
      ['GET', '/api/passkeys'],
      ['POST', '/api/sign-outs', {}],
      ['GET', '/api/letters'],
      ['GET', '/api/diagnostics'],
      ['PATCH', `/api/communities/${community.id}`, { name: 'Mine' }],
      ['POST', '/api/invitations', {}],
      ['GET', '/exports/me']
    ]
    for (const [method, path, data] of calls) {
      const { body } = await call(method, path, data)
      expect([method, path, body.data?.reason]).toEqual([method, path, 'insufficient_scope'])
    }
  })

  test.each([
    ['in the past', () => Date.now() - 1],
    ['ten years ahead', () => Date.now() + 3650 * DAY]
  ])('cannot end %s', async (_name, expiresAt) => {
    const data = { name: 'bot', scopes: ['read'], expiresAt: expiresAt() }
    expect((await owner.rest('POST', '/api/sessions', data)).body.data.reason).toBe('invalid_expiry')
  })

  test('that ends cuts its open socket in that second, and is used no longer for it', async () => {
    const { accessToken, call } = await aToken(owner, ['read'], Date.now() + 1_200)
    const { ended } = await connected(accessToken)
    expect((await call('GET', '/api/rooms')).status).toBe(200)
    const { reason, after } = await ended
    expect(reason).toBe('expired')
    expect(after).toBeLessThan(2_200)
    expect((await call('GET', '/api/rooms')).status).toBe(401)
  })

  test('that is revoked bites on the next call and cuts its socket', async () => {
    const { id, accessToken, call } = await aToken(owner, ['read'])
    const { ended } = await connected(accessToken)
    await owner.rest('DELETE', `/api/sessions/${id}`)
    expect((await ended).reason).toBe('revoked')
    expect((await call('GET', '/api/rooms')).body.data.reason).toBe('session_ended')
  })
})

describe('what cannot be undone', () => {
  test('asks once more who one is, and remembers the answer for ten minutes', async () => {
    const ana = await aPerson(hearth)
    const make = () => ana.rest('POST', '/api/sessions', { name: 'bot', scopes: ['read'], expiresAt: Date.now() + DAY })
    await change('sessions', { userId: ana.id }, { confirmedAt: Date.now() - 11 * 60_000 })
    expect((await make()).body.data.reason).toBe('step_up_required')
    expect((await ana.rest('GET', '/exports/me')).body.data.reason).toBe('step_up_required')
    expect((await ana.rest('DELETE', `/api/users/${ana.id}`)).body.data.reason).toBe('step_up_required')
    const wrong = await ana.rest('POST', '/api/confirmations', { password: 'not the one' })
    expect([wrong.status, wrong.body.data.reason]).toEqual([401, 'invalid_login'])
    const { body } = await ana.rest('POST', '/api/confirmations', { password: PASSWORD })
    expect(body.until).toBeGreaterThan(Date.now() + 9 * 60_000)
    expect((await make()).status).toBe(201)
  })

  test('an owner too gives a role only then', async () => {
    const ana = await aPerson(hearth)
    const lead = await signedIn(hearth, owner.email)
    await change('sessions', { userId: owner.id }, { confirmedAt: 0 })
    const grant = () => lead.rest('PATCH', `/api/users/${ana.id}`, { role: 'moderator' })
    expect((await grant()).body.data.reason).toBe('step_up_required')
    await lead.rest('POST', '/api/confirmations', { password: PASSWORD })
    expect((await grant()).body.role).toBe('moderator')
  })
})

describe('a cookie', () => {
  const cookieOf = (headers: Headers) => String(headers.get('set-cookie')).split(';')[0] ?? ''
  const signInByPage = async (email: string) => {
    const body = { strategy: 'local', email, password: PASSWORD }
    return cookieOf((await request(hearth.url, 'POST', '/api/authentication', { body, headers: SAME })).headers)
  }
  const get = (cookie: string) => request(hearth.url, 'GET', '/api/rooms', { headers: { cookie, ...SAME } })

  test('is a new one with each sign-in', async () => {
    expect(await signInByPage(owner.email)).not.toBe(await signInByPage(owner.email))
  })

  test('is renewed by the next request after one’s role has changed; the old one ends within a minute', async () => {
    const ana = await aPerson(hearth)
    const old = await signInByPage(ana.email)
    const lead = await signedIn(hearth, owner.email)
    expect((await lead.rest('PATCH', `/api/users/${ana.id}`, { role: 'moderator' })).status).toBe(200)
    const { status, headers } = await get(old)
    const renewed = cookieOf(headers)
    expect([status, renewed.startsWith('hearth=')]).toEqual([200, true])
    expect((await get(renewed)).headers.get('set-cookie')).toBeNull()
    // calls that were under way still come through with the old one …
    expect((await get(old)).status).toBe(200)
    await change('sessions', { userId: ana.id }, { rotatedAt: Date.now() - 61_000 })
    // … and a thief with it does not
    expect((await get(old)).body.data.reason).toBe('session_ended')
    expect((await get(renewed)).status).toBe(200)
  })

  test('is renewed after one’s own new password, on the device that gave it', async () => {
    const ana = await aPerson(hearth)
    const cookie = await signInByPage(ana.email)
    const patch = { password: 'another few long words', currentPassword: PASSWORD }
    const headers = { cookie, ...SAME }
    const { status } = await request(hearth.url, 'PATCH', `/api/users/${ana.id}`, { body: patch, headers })
    expect(status).toBe(200)
    expect((await ana.rest('GET', '/api/rooms')).body.data.reason).toBe('session_ended')
    expect(cookieOf((await get(cookie)).headers)).toMatch(/^hearth=/)
  })
})

describe('signing out everywhere', () => {
  test('ends all others, their sockets at once, and tokens where asked', async () => {
    const ana = await aPerson(hearth)
    const phone = await signedIn(hearth, ana.email)
    const { call } = await aToken(ana, ['read'])
    const ended = phone.hears('session ended')
    expect((await ana.rest('POST', '/api/sign-outs', {})).body).toEqual({ ended: 1 })
    await ended
    expect((await phone.rest('GET', '/api/rooms')).status).toBe(401)
    expect((await call('GET', '/api/rooms')).status).toBe(200)
    expect((await ana.rest('POST', '/api/sign-outs', { tokens: true })).body).toEqual({ ended: 1 })
    expect((await call('GET', '/api/rooms')).status).toBe(401)
    expect((await ana.rest('GET', '/api/rooms')).status).toBe(200)
  })
})

describe('roles', () => {
  test('admins lead those below them, owners everybody, and both bite on open sockets', async () => {
    const [admin, ana] = [await aPerson(hearth), await aPerson(hearth)]
    const lead = await signedIn(hearth, owner.email)
    await lead.rest('PATCH', `/api/users/${admin.id}`, { role: 'admin' })
    const grant = (by: Somebody, to: Somebody, role: string) => by.rest('PATCH', `/api/users/${to.id}`, { role })
    expect((await grant(ana, ana, 'owner')).body.data.reason).toBe('not_admin')
    expect((await grant(admin, ana, 'admin')).body.data.reason).toBe('protected_person')
    expect((await grant(admin, lead, 'member')).body.data.reason).toBe('protected_person')
    expect((await grant(admin, admin, 'owner')).body.data.reason).toBe('protected_person')
    expect((await grant(admin, ana, 'treasurer')).body.role).toBe('treasurer')
    // the admin's open socket hears of accounts now, and no more when the role is gone
    const heard = admin.hears('users patched')
    await grant(lead, ana, 'member')
    await heard
    await grant(lead, admin, 'member')
    await expect.poll(() => admin.heard.at(-1)?.data).toMatchObject({ id: admin.id, role: 'member' })
    const from = admin.heard.length
    await grant(lead, ana, 'moderator')
    await ana.service('profiles').patch(ana.id, { bio: 'marker' })
    await expect.poll(() => admin.heard.slice(from).map(({ event }) => event)).toEqual(['profiles patched'])
    expect((await admin.rest('GET', `/api/users/${ana.id}`)).status).toBe(404)
    const acts = await hearth.app.get('database').read('acts').where({ action: 'users.role', subjectId: ana.id })
    expect(acts.map(({ details }) => JSON.parse(details).after)).toEqual(['treasurer', 'member', 'moderator'])
  })

  test('the last owner neither gives it up nor goes', async () => {
    const lead = await signedIn(hearth, owner.email)
    const demoted = await lead.rest('PATCH', `/api/users/${owner.id}`, { role: 'member' })
    expect([demoted.status, demoted.body.data.reason]).toEqual([409, 'last_owner'])
    expect((await lead.rest('DELETE', `/api/users/${owner.id}`)).body.data.reason).toBe('last_owner')
  })
})

describe('deleting one’s account', () => {
  test('takes secrets and face, leaves what was said, hands rooms on, and cuts at once', async () => {
    const [ana, ben] = [await aPerson(hearth), await aPerson(hearth)]
    const { body: room } = await ana.rest('POST', '/api/rooms', { name: 'Legacy', visibility: 'public' })
    await ben.rest('POST', '/api/memberships', { roomId: room.id })
    const { body: message } = await ana.rest('POST', '/api/messages', { roomId: room.id, text: 'stays' })
    const { call } = await aToken(ana, ['read'])
    const told = ana.hears<{ reason: string }>('session ended')
    const left = ben.hears('memberships removed')
    expect((await ana.rest('DELETE', `/api/users/${ana.id}`)).status).toBe(200)
    expect(await told).toEqual({ reason: 'deleted' })
    await left
    expect((await ana.rest('GET', '/api/rooms')).status).toBe(401)
    expect((await call('GET', '/api/rooms')).status).toBe(401)
    const again = { strategy: 'local', email: ana.email, password: PASSWORD }
    expect((await request(hearth.url, 'POST', '/api/authentication', { body: again })).status).toBe(401)
    expect((await ben.rest('GET', `/api/messages/${message.id}`)).body.text).toBe('stays')
    const { body: face } = await ben.rest('GET', `/api/profiles/${ana.id}`)
    expect(face).toMatchObject({ displayName: 'Deleted account', bio: '', avatarUrl: null })
    const { body: found } = await ben.rest('GET', '/api/profiles?search=deleted')
    expect(found.data).toEqual([])
    const [mine] = (await ben.rest('GET', `/api/memberships?roomId=${room.id}&userId=${ben.id}`)).body.data
    expect(mine.role).toBe('owner')
    const db = hearth.app.get('database').read
    for (const table of ['credentials', 'sessions', 'links', 'passkeys', 'authenticators', 'memberships'])
      expect([table, await db(table).where({ userId: ana.id })]).toEqual([table, []])
    const row = await db('users').where({ id: ana.id }).first()
    expect(JSON.stringify(row)).not.toContain(ana.email)
  })
})

test('one’s own data comes as one file, with all messages and no secret', async () => {
  const ana = await aPerson(hearth)
  const { body: room } = await ana.rest('POST', '/api/rooms', { name: 'Diary', visibility: 'private' })
  for (const text of ['one', 'two']) await ana.rest('POST', '/api/messages', { roomId: room.id, text })
  const { status, body, headers } = await ana.rest('GET', '/exports/me')
  expect([status, headers.get('content-disposition')]).toEqual([200, 'attachment; filename="hearth-my-data.json"'])
  expect(body.account).toMatchObject([{ id: ana.id, email: ana.email }])
  expect(body.messages.map(({ text }: { text: string }) => text)).toEqual(['one', 'two'])
  expect(JSON.stringify(body)).not.toMatch(/passwordHash|\$argon2|sealed|tokenHash|codeHash/)
  expect((await request(hearth.url, 'GET', '/exports/me')).body.data.reason).toBe('not_signed_in')
})
