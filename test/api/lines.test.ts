import { beforeAll, describe, expect, test } from 'vitest'
import type { Socket } from 'socket.io-client'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, PASSWORD, request } from '../support/people.ts'

let hearth: TestHearth
beforeAll(async () => {
  hearth = await aHearth({ limits: 'on', trustProxy: true })
})

/** Sockets from an address of their own, so that tests do not count each other's. */
const from = (address: string, token?: string) =>
  aLine(hearth.url, {
    extraHeaders: { 'x-forwarded-for': address, ...(token && { authorization: `Bearer ${token}` }) }
  })

const opened = (line: Socket) =>
  new Promise<string>((resolve) => {
    line.on('connect', () => resolve('connected'))
    line.on('connect_error', (error) => {
      resolve((error as unknown as { data?: { data: { reason: string } } }).data?.data.reason ?? error.message)
    })
  })

const close = (lines: Socket[]) => lines.forEach((line) => line.close())

describe('sockets', () => {
  test('of one person are so many, and a closed one makes room', async () => {
    const ana = await aPerson(hearth)
    const lines = Array.from({ length: 21 }, () => from('10.1.0.1', ana.token))
    const outcomes = await Promise.all(lines.map(opened))
    // one is the person's own
    expect(outcomes.filter((outcome) => outcome === 'connected')).toHaveLength(19)
    expect(new Set(outcomes.filter((outcome) => outcome !== 'connected'))).toEqual(new Set(['too_many_connections']))
    close(lines)
    await expect.poll(() => opened(from('10.1.0.1', ana.token)), { timeout: 5_000 }).toBe('connected')
  })

  test('of nobody are few from one network, and others are let in meanwhile', async () => {
    const lines = Array.from({ length: 21 }, () => from('10.1.0.2'))
    const outcomes = await Promise.all(lines.map(opened))
    expect(outcomes.filter((outcome) => outcome === 'too_many_connections')).toHaveLength(1)
    expect(await opened(from('10.1.0.3'))).toBe('connected')
    close(lines)
  })

  test('on which nobody signs in are closed after ten seconds, with the reason', async () => {
    const line = from('10.1.0.4')
    const told = new Promise((resolve) => line.on('session ended', resolve))
    const ended = new Promise((resolve) => line.on('disconnect', resolve))
    expect(await told).toEqual({ reason: 'auth_timeout' })
    await ended
  })

  test('that call and call are told to slow down, and cut when they do not listen', async () => {
    const ana = await aPerson(hearth)
    const line = from('10.1.0.5', ana.token)
    await opened(line)
    const once = () =>
      new Promise<{ reason?: string; retryAfter?: number }>((resolve) => {
        const answered = (_lost: unknown, error: { data?: { reason: string; retryAfter: number } } | null) =>
          resolve(error?.data ?? {})
        line.emit('find', 'communities', {}, answered)
      })
    const answers = await Promise.all(Array.from({ length: 200 }, once))
    const refused = answers.filter(({ reason }) => reason === 'rate_limited')
    expect(refused.length).toBeGreaterThan(50)
    expect(refused[0]?.retryAfter).toBe(1)
    // whoever waits as told goes on
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await once()).toEqual({})
    const cut = new Promise((resolve) => line.on('disconnect', resolve))
    const flood = setInterval(() => Array.from({ length: 60 }, () => line.emit('find', 'communities', {})), 100)
    await cut
    clearInterval(flood)
  })
})

test('whoever guesses in the same network locks nobody out of the browser they have signed in from', async () => {
  const ana = await aPerson(hearth, 'lockme')
  const signIn = (password: string, headers = {}) =>
    request(hearth.url, 'POST', '/api/authentication', {
      body: { strategy: 'local', email: ana.email, password },
      headers: { 'x-forwarded-for': '10.2.0.1', ...headers }
    })
  const first = await signIn(PASSWORD, { 'sec-fetch-site': 'same-origin' })
  const device = (first.headers.getSetCookie().find((cookie) => cookie.includes('-device=')) ?? '').split(';')[0] ?? ''
  for (let n = 0; n < 11; n++) await signIn('a wrong guess')
  expect((await signIn(PASSWORD)).status).toBe(429)
  expect((await signIn(PASSWORD, { cookie: device })).status).toBe(201)
  // the mark is this account's own
  const other = await aPerson(hearth, 'otherone')
  for (let n = 0; n < 11; n++) {
    const body = { strategy: 'local', email: other.email, password: 'a wrong guess' }
    await request(hearth.url, 'POST', '/api/authentication', {
      body,
      headers: { 'x-forwarded-for': '10.2.0.2', cookie: device }
    })
  }
  const body = { strategy: 'local', email: other.email, password: PASSWORD }
  const headers = { 'x-forwarded-for': '10.2.0.2', cookie: device }
  expect((await request(hearth.url, 'POST', '/api/authentication', { body, headers })).status).toBe(429)
})

test.each([
  ['asking for a new password', '/api/resets', { email: 'nobody@example.org' }, 10],
  ['trying links', '/api/verifications', { token: 'x'.repeat(43) }, 30],
  ['asking for challenges', '/api/challenges', { purpose: 'sign_in' }, 60]
])('%s is limited for one network', async (name, path, body, most) => {
  const headers = { 'x-forwarded-for': `10.3.0.${String(most)}` }
  const call = () => request(hearth.url, 'POST', path, { body, headers })
  for (let n = 0; n < most; n++) expect([name, (await call()).status]).not.toEqual([name, 429])
  const { status, headers: told } = await call()
  expect([status, Number(told.get('retry-after')) > 0]).toEqual([429, true])
})

test('an eleventh token within a day is refused', async () => {
  const ana = await aPerson(hearth)
  const make = () =>
    ana.rest('POST', '/api/sessions', { name: 'bot', scopes: ['read'], expiresAt: Date.now() + 3600_000 })
  for (let n = 0; n < 10; n++) expect((await make()).status).toBe(201)
  expect((await make()).status).toBe(429)
})
