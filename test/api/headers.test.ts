import { beforeAll, describe, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, request } from '../support/people.ts'

const PROXIED = { 'x-forwarded-host': 'chat.example.org' }
let open: TestHearth
let named: TestHearth
beforeAll(async () => {
  open = await aHearth()
  named = await aHearth({ publicUrl: 'https://chat.example.org', trustProxy: true })
})

describe('every answer tells the browser to do as little as possible with it', () => {
  test.each(['/api/communities', '/api/nothing', '/health/live', '/files/x', '/%E0%A4%A', '/assets/none.js'])(
    '%s',
    async (path) => {
      const { headers } = await request(open.url, 'GET', path)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
  )

  test('and to come back by https only where that is how people reach it', async () => {
    expect((await request(open.url, 'GET', '/health/live')).headers.get('strict-transport-security')).toBeNull()
    const { headers } = await request(named.url, 'GET', '/api/communities', { headers: PROXIED })
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
  })
})

describe('a server with a public address answers to no other name', () => {
  test.each(['evil.example', 'chat.example.org.evil.example', 'chat.example.org:8443', ''])(
    'not to %j',
    async (host) => {
      const { status, body } = await request(named.url, 'GET', '/api/communities', {
        headers: { 'x-forwarded-host': host }
      })
      expect([status, body.data.reason]).toEqual([421, 'bad_host'])
    }
  )

  test('to its own, and on the health pages to any, because a balancer asks by number', async () => {
    expect((await request(named.url, 'GET', '/api/communities', { headers: PROXIED })).status).toBe(200)
    expect((await request(named.url, 'GET', '/health/ready')).status).toBe(200)
  })

  test('and opens no socket under another', async () => {
    const foreign = aLine(named.url)
    expect(await new Promise((resolve) => foreign.once('connect_error', resolve))).toBeInstanceOf(Error)
    foreign.close()
    const own = aLine(named.url, { extraHeaders: PROXIED })
    await new Promise((resolve, reject) => own.once('connect', () => resolve(undefined)).once('connect_error', reject))
    own.close()
  })
})
