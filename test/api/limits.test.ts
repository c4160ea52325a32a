import { beforeAll, describe, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, PASSWORD, request, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let ana: Somebody
beforeAll(async () => {
  hearth = await aHearth({ limits: 'on', trustProxy: true })
  ana = await aPerson(hearth, 'ana')
})

const signIn = (email: string, password: string, from: string) =>
  request(hearth.url, 'POST', '/api/authentication', {
    body: { strategy: 'local', email, password },
    headers: { 'x-forwarded-for': from }
  })

describe('guessing a password', () => {
  test('is stopped after ten tries, also with the right one, and says when to come back', async () => {
    const tries = []
    for (let i = 0; i < 10; i++) tries.push((await signIn(ana.email, 'guess', '203.0.113.1')).status)
    expect(new Set(tries)).toEqual(new Set([401]))
    const { status, body, headers } = await signIn(ana.email, PASSWORD, '203.0.113.1')
    expect([status, body.data.reason]).toEqual([429, 'rate_limited'])
    expect(body.data.retryAfter).toBeGreaterThan(0)
    expect(headers.get('retry-after')).toBe(String(body.data.retryAfter))
  })

  test('locks nobody out who comes from elsewhere', async () => {
    expect((await signIn(ana.email, PASSWORD, '203.0.113.2')).status).toBe(201)
  })

  test('counts a whole IPv6 network as one', async () => {
    for (let i = 0; i < 10; i++) await signIn('nobody@example.org', 'guess', `2001:db8:1:2::${String(i)}`)
    expect((await signIn('nobody@example.org', 'guess', '2001:db8:1:2:ffff::1')).status).toBe(429)
    expect((await signIn('nobody@example.org', 'guess', '2001:db8:1:3::1')).status).toBe(401)
  })

  test('is not made easier by inventing addresses before the one that the proxy saw', async () => {
    const tries = []
    for (let i = 0; i < 11; i++)
      tries.push((await signIn('carla@example.org', 'guess', `192.0.2.${String(i)}, 203.0.113.7`)).status)
    expect(tries).toEqual([...Array<number>(10).fill(401), 429])
  })

  test('is forgiven when one succeeds', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 8; i++) await signIn(ana.email, 'mistyped', '203.0.113.3')
      expect((await signIn(ana.email, PASSWORD, '203.0.113.3')).status).toBe(201)
    }
  })
})

test('a flood of messages is slowed down, over both transports together, and nobody else is', async () => {
  const ben = await aPerson(hearth, 'ben')
  const room = await ana.service('rooms').create({ name: 'Flood', visibility: 'public' })
  await ben.service('memberships').create({ roomId: room.id })
  const sends = await Promise.allSettled(
    Array.from({ length: 40 }, async (_, i) => {
      const message = { id: uuidv7(), roomId: room.id, text: 'x' }
      if (i % 2) return ana.service('messages').create(message)
      const { status, body } = await ana.rest('POST', '/api/messages', message)
      if (status !== 201) throw Object.assign(new Error(body.message), body)
    })
  )
  const refused = sends.filter((send) => send.status === 'rejected')
  expect(sends.length - refused.length).toBe(20)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 429, data: { reason: 'rate_limited' } })
  await ben.service('messages').create({ roomId: room.id, text: 'I am not flooding' })
})

test('many sign-ups from one address are stopped', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  const signUp = () => {
    const handle = `crowd-${uuidv7().slice(-10)}`
    const body = { email: `${handle}@example.org`, password: PASSWORD, handle }
    return request(hearth.url, 'POST', '/api/users', { body, headers })
  }
  const answers = await Promise.all(Array.from({ length: 31 }, signUp))
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(30).fill(201), 429])
})

test('what a stranger says of the address counts only behind a proxy that is trusted', async () => {
  const open = await aHearth({ limits: 'on' })
  const tries = await Promise.all(
    Array.from({ length: 11 }, (_, i) =>
      request(open.url, 'POST', '/api/authentication', {
        body: { strategy: 'local', email: 'a@example.org', password: 'guess' },
        headers: { 'x-forwarded-for': `203.0.113.${String(i)}` }
      })
    )
  )
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(1)
})
