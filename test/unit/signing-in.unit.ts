import { beforeEach, describe, expect, test } from 'vitest'
import { PASSWORD } from '../support/people.ts'
import { aSocket, call, door, emailOf, reasonOf, SAME, tokenOf } from './front-door.ts'
import { write } from './tables.ts'

const DAY = 24 * 3600_000
const PATH = '/api/authentication'
const login = { strategy: 'local', email: emailOf.ana, password: PASSWORD }
const signIn = (headers: Record<string, string> = SAME) => call('POST', PATH, { body: login, headers })

test('there are four ways to sign in and one to sign out, nothing to read or change, and guessing ends after ten tries', async () => {
  const { token } = await tokenOf(door.ana)
  const response = { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} }
  const tries = [
    [{ strategy: 'jwt', accessToken: token }, undefined],
    [{ strategy: 'code', code: '123456' }, 'not_signed_in'],
    [{ strategy: 'passkey', challengeId: door.ana, response }, 'invalid_assertion'],
    [{ strategy: 'magic' }, 'invalid_credentials_format'],
    [login, undefined]
  ] as const
  for (const [body, reason] of tries) expect(reasonOf(await call('POST', PATH, { body }))).toBe(reason)
  expect((await signIn()).headers.getSetCookie()).toHaveLength(2)
  expect((await call('GET', PATH)).status).toBe(405)
  for (const method of ['PATCH', 'PUT']) expect((await call(method, PATH, { body: {} })).status).toBe(405)
  expect((await call('DELETE', PATH, { token })).status).toBe(200)

  const guess = async () => reasonOf(await call('POST', PATH, { body: { ...login, email: 'nobody@example.org' } }))
  for (let n = 0; n < 10; n++) expect(await guess()).toBe('invalid_login')
  expect(await guess()).toBe('rate_limited')
})

describe('signing in over HTTP', () => {
  test('gives one of our own pages a cookie for a year, and marks the browser', async () => {
    const { status, body, headers } = await signIn()
    const [session = '', device, ...more] = headers.getSetCookie()
    expect([status, body.user.id, more]).toEqual([201, door.ana, []])
    expect(session).toContain(`hearth=${String(body.accessToken)}; Path=/; HttpOnly`)
    const expires = Date.parse(/Expires=(.*)$/.exec(session)?.[1] ?? '')
    expect(Math.abs(expires - Date.now() - 365 * DAY)).toBeLessThan(60_000)
    expect(device).toMatch(/^hearth-device=/)
  })

  test.each([{}, { 'sec-fetch-site': 'cross-site' }])('gives nobody else a cookie: %j', async (headers) => {
    const answer = await signIn(headers as Record<string, string>)
    expect([answer.body.user.id, answer.headers.getSetCookie()]).toEqual([door.ana, []])
  })

  test('takes from a browser what it had before', async () => {
    const { headers } = await signIn({ ...SAME, cookie: 'hearth=a.b.c; hearth-half=a.b.c' })
    const names = headers.getSetCookie().map((cookie) => cookie.split(';')[0]?.replace(/=.+/, '=…'))
    expect(names).toEqual(['hearth=…', 'hearth-half=', 'hearth-device=…'])
  })
})

describe('a password without its second factor', () => {
  beforeEach(async () => {
    const { app } = door.hearth
    const row = { id: door.ben, userId: door.ana, sealed: 'x', confirmedAt: 1, createdAt: 1 }
    await write(app, (trx) => trx('authenticators').insert(row))
    return () => write(app, (trx) => trx('authenticators').delete())
  })

  test('gives a page half a sign-in: no mark, and not a word of whose account it is', async () => {
    const { status, body, headers } = await signIn({ ...SAME, cookie: 'hearth=a.b.c' })
    expect([status, body.user, body.secondFactors]).toEqual([201, undefined, ['totp', 'recovery']])
    const [half, cleared, ...more] = headers.getSetCookie()
    expect(half).toContain(`hearth-half=${String(body.accessToken)}; Path=/api/authentication;`)
    expect([cleared?.split(';')[0], more]).toEqual(['hearth=', []])
    expect(JSON.stringify(body)).not.toContain(emailOf.ana)
  })

  test('leaves a socket deaf, and free to do nothing else', async () => {
    const socket = await aSocket((await tokenOf(door.ben)).token)
    expect((await socket.call('authentication', 'create', login)).body).not.toHaveProperty('user')
    expect((await socket.call('rooms', 'find')).verdict).toBe('second_factor_required')
    for (const id of [door.ana, door.ben]) door.hearth.app.service('profiles').emit('patched', { id })
    // an answer comes after what was sent before it
    await socket.call('communities', 'find')
    expect(socket.heard).toEqual([])
  })
})

describe('signing in over a socket', () => {
  test('makes it hear what its person may hear, and no longer what somebody else may', async () => {
    const socket = await aSocket((await tokenOf(door.ben)).token)
    const { token } = await tokenOf(door.ana)
    const signedIn = await socket.call('authentication', 'create', { strategy: 'jwt', accessToken: token })
    expect([signedIn.verdict, signedIn.body.user.id]).toEqual(['ok', door.ana])
    const current = await socket.call('sessions', 'find', { current: true })
    expect(current.body.data).toMatchObject([{ userId: door.ana }])
    for (const userId of [door.ben, door.ana]) door.hearth.app.service('blocks').emit('created', { userId })
    await socket.call('communities', 'find')
    expect(socket.heard).toEqual([['blocks created', { userId: door.ana }]])
  })
})
