import { beforeAll, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, request } from '../support/people.ts'

const APP = 'https://app.example.org'
let hearth: TestHearth
beforeAll(async () => {
  hearth = await aHearth({ origins: APP })
})

const preflight = (url: string, origin: string) =>
  request(url, 'OPTIONS', '/api/rooms', { headers: { origin, 'access-control-request-method': 'GET' } })

test('a configured origin may call by bearer, and browsers are never told to send our cookie', async () => {
  const { status, headers } = await preflight(hearth.url, APP)
  expect([status, headers.get('access-control-allow-origin')]).toEqual([204, APP])
  expect(headers.get('access-control-allow-credentials')).toBeNull()
  const ana = await aPerson(hearth)
  const answer = await request(hearth.url, 'GET', '/api/rooms', { token: ana.token, headers: { origin: APP } })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, APP])
  expect(answer.headers.get('vary')).toContain('Origin')
})

test.each(['https://app.example.org.evil.example', 'http://app.example.org', 'https://evil.example', 'null'])(
  '%s is told nothing',
  async (origin) => {
    for (const { headers } of [
      await preflight(hearth.url, origin),
      await request(hearth.url, 'GET', '/api/communities', { headers: { origin } })
    ])
      expect(headers.get('access-control-allow-origin')).toBeNull()
  }
)

test('without configuration nobody is told anything', async () => {
  const closed = await aHearth()
  expect((await preflight(closed.url, APP)).headers.get('access-control-allow-origin')).toBeNull()
})

test('a configured origin may open a socket by token, another may not', async () => {
  const outcome = (origin: string) =>
    new Promise<string>((resolve) => {
      const line = aLine(hearth.url, { extraHeaders: { origin } })
      line.on('connect', () => resolve('connected')).on('connect_error', () => resolve('refused'))
    })
  expect(await outcome(APP)).toBe('connected')
  expect(await outcome('https://evil.example')).toBe('refused')
})
