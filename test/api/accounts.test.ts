import { beforeAll, describe, expect, test } from 'vitest'
import { overSocket } from '../support/call.ts'
import { userSchema } from '../../api/services/users/users.schema.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, PASSWORD, request, signedIn } from '../support/people.ts'

let hearth: TestHearth
beforeAll(async () => {
  hearth = await aHearth()
})

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }
const signUp = (name: string, more: object = {}) =>
  request(hearth.url, 'POST', '/api/users', {
    body: { email: `${name}@example.org`, password: PASSWORD, handle: name, ...more }
  })
const signIn = (email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  request(hearth.url, 'POST', '/api/authentication', { body: { strategy: 'local', email, password }, headers })
/** The cookie as the browser would send it back. */
const cookieOf = (headers: Headers) => headers.get('set-cookie')?.split(';')[0] ?? ''
const aBrowser = async (name: string) => cookieOf((await signIn(`${name}@example.org`, PASSWORD, SAME_ORIGIN)).headers)

describe('signing up', () => {
  test('of ten first accounts made at once exactly one becomes the owner', async () => {
    const fresh = await aHearth()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => {
        const name = `first${String(i)}`
        return request(fresh.url, 'POST', '/api/users', {
          body: { email: `${name}@example.org`, password: PASSWORD, handle: name }
        })
      })
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(answers.filter(({ body }) => body.role === 'owner')).toHaveLength(1)
  })

  test('makes an account and a face, and answers no secret', async () => {
    const { status, body } = await signUp('nora', { displayName: 'Nora Ünal 🌿' })
    expect(status).toBe(201)
    expect(new Set(Object.keys(body))).toEqual(new Set(Object.keys(userSchema.properties)))
    const nora = await signedIn(hearth, 'nora@example.org')
    expect(await nora.service('profiles').get(body.id)).toMatchObject({
      handle: 'nora',
      displayName: 'Nora Ünal 🌿',
      avatarUrl: null
    })
    nora.close()
  })

  test('an e-mail address or handle exists once, whatever its case, and a refused sign-up leaves nothing', async () => {
    await signUp('paul')
    const again = await signUp('paula', { email: 'PAUL@example.org' })
    expect([again.status, again.body.data.reason]).toEqual([409, 'email_taken'])
    const taken = await signUp('pablo', { handle: 'paul' })
    expect([taken.status, taken.body.data.reason]).toEqual([409, 'handle_taken'])
    expect(taken.body.errors).toEqual([{ path: '/handle', message: expect.any(String), reason: 'handle_taken' }])
    expect((await signIn('pablo@example.org')).status).toBe(401)
    expect((await signUp('pablo')).status).toBe(201)
  })

  test('every mistake is told at once, each at its field', async () => {
    const { body } = await signUp('x y', { email: 'no', password: 'short' })
    const mistakes = body.errors as { path: string; reason: string }[]
    expect(new Set(mistakes.map(({ path, reason }) => `${path} ${reason}`))).toEqual(
      new Set(['/email invalid_email', '/password password_length', '/handle invalid_handle'])
    )
  })
})

describe('a browser of ours', () => {
  beforeAll(() => signUp('berta').then(() => undefined))

  test('gets a cookie that scripts cannot read, and is signed in by it over REST and socket', async () => {
    const { headers } = await signIn('berta@example.org', PASSWORD, SAME_ORIGIN)
    expect(headers.get('set-cookie')).toMatch(/^hearth=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Expires=/)
    const cookie = cookieOf(headers)
    const { body } = await request(hearth.url, 'GET', '/api/sessions?current=true', { headers: { cookie } })
    expect(body.data).toMatchObject([{ current: true, kind: 'web' }])
    const line = aLine(hearth.url, { extraHeaders: { cookie, origin: hearth.url } })
    await new Promise((resolve, reject) => line.once('connect', () => resolve(undefined)).once('connect_error', reject))
    const { body: page } = await overSocket(line, 'users', 'find', [{}])
    expect(page).toMatchObject({ data: [{ email: 'berta@example.org' }] })
    line.close()
  })

  test('gets a cookie for https only, bound to this host, where the public address is https', async () => {
    const secure = await aHearth({ publicUrl: 'https://chat.example.org', trustProxy: true })
    const proxied = { 'x-forwarded-host': 'chat.example.org' }
    const account = { email: 'a@example.org', password: PASSWORD, handle: 'anna' }
    await request(secure.url, 'POST', '/api/users', { body: account, headers: proxied })
    const { headers } = await request(secure.url, 'POST', '/api/authentication', {
      body: { strategy: 'local', email: 'a@example.org', password: PASSWORD },
      headers: { ...SAME_ORIGIN, ...proxied }
    })
    expect(headers.get('set-cookie')).toMatch(/^__Host-hearth=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Expires=/)
  })

  test.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['no proof at all', {}]
  ])('is not believed when the request comes from %s', async (_, headers) => {
    const cookie = await aBrowser('berta')
    const { status, body } = await request(hearth.url, 'POST', '/api/rooms', {
      body: { name: 'Trap', visibility: 'public' },
      headers: { cookie, ...headers }
    })
    expect([status, body.data.reason]).toEqual([403, 'cross_site'])
    const line = aLine(hearth.url, { extraHeaders: { cookie, ...headers } })
    expect(await new Promise((resolve) => line.once('connect_error', resolve))).toBeInstanceOf(Error)
    line.close()
  })

  test('may read by cookie where a link led, but a program without a browser gets no cookie', async () => {
    const cookie = await aBrowser('berta')
    expect((await request(hearth.url, 'GET', '/api/rooms', { headers: { cookie } })).status).toBe(200)
    expect((await signIn('berta@example.org')).headers.get('set-cookie')).toBeNull()
  })

  test('with the cookie of one session and the token of another is refused', async () => {
    const cookie = await aBrowser('berta')
    const { body } = await signIn('berta@example.org')
    const answer = await request(hearth.url, 'GET', '/api/rooms', { headers: { cookie }, token: body.accessToken })
    expect(answer.body.data.reason).toBe('ambiguous_credentials')
  })

  test('that signs out loses the cookie, and the cookie admits nobody any more', async () => {
    const cookie = await aBrowser('berta')
    const out = await request(hearth.url, 'DELETE', '/api/authentication', { headers: { cookie, ...SAME_ORIGIN } })
    expect(out.status).toBe(200)
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    const after = await request(hearth.url, 'GET', '/api/rooms', { headers: { cookie } })
    expect([after.status, after.body.data.reason]).toEqual([401, 'session_ended'])
    // told once, the browser is nobody again and can read the door
    expect(after.headers.get('set-cookie')).toContain('Max-Age=0')
    const again = await request(hearth.url, 'DELETE', '/api/authentication', { headers: { cookie, ...SAME_ORIGIN } })
    expect(again.status).toBe(200)
  })
})

describe('devices', () => {
  test('are listed with the one that asks; one’s own can be named and revoked', async () => {
    const carla = await aPerson(hearth, 'carla')
    const phone = await signedIn(hearth, carla.email)
    const { data } = await carla.service('sessions').find()
    expect(data.filter(({ current }) => current)).toHaveLength(1)
    const other = data.find(({ current }) => !current)!
    expect((await carla.service('sessions').patch(other.id, { name: 'Phone' })).name).toBe('Phone')
    await carla.service('sessions').remove(other.id)
    expect((await phone.rest('GET', '/api/rooms')).body.data.reason).toBe('session_ended')
    expect((await carla.service('sessions').find()).total).toBe(1)
  })

  test('a new password signs out all others, and only it admits from then on', async () => {
    const dora = await aPerson(hearth, 'dora')
    const phone = await signedIn(hearth, dora.email)
    const wrong = dora.service('users').patch(dora.id, { password: 'a new password', currentPassword: 'not mine' })
    await expect(wrong).rejects.toMatchObject({ code: 401, errors: [{ path: '/currentPassword' }] })
    await dora.service('users').patch(dora.id, { password: 'a new password', currentPassword: PASSWORD })
    await expect.poll(() => phone.line.connected).toBe(false)
    expect((await dora.rest('GET', '/api/rooms')).status).toBe(200)
    expect((await signIn(dora.email)).status).toBe(401)
    expect((await signIn(dora.email, 'a new password')).status).toBe(201)
  })

  test('a suspended account is signed in nowhere', async () => {
    const emil = await aPerson(hearth, 'emil')
    await hearth.app
      .get('database')
      .transaction((trx) => trx('users').where({ id: emil.id }).update({ status: 'suspended' }))
    await expect(emil.service('rooms').find()).rejects.toMatchObject({ data: { reason: 'session_ended' } })
    expect((await signIn(emil.email)).body.data.reason).toBe('account_suspended')
    expect((await signIn(emil.email, 'wrong')).body.data.reason).toBe('invalid_login')
  })
})

test('no table that a service shows holds a secret', async () => {
  const db = hearth.app.get('database').read
  for (const [path, service] of Object.entries(hearth.app.services)) {
    if (!('createQuery' in (service as object))) continue
    const columns = Object.keys(await db(path).columnInfo())
    expect(columns.filter((column) => /password|secret|hash|token/i.test(column))).toEqual([])
  }
  expect(await db('credentials').count('* as n')).not.toEqual([{ n: 0 }])
})
