import { beforeAll, describe, expect, test } from 'vitest'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aDevice } from '../support/passkey-device.ts'
import { aPerson, PASSWORD, request, type Somebody } from '../support/people.ts'

let hearth: TestHearth
let origin: string
beforeAll(async () => {
  hearth = await aHearth()
  origin = `http://localhost:${String(hearth.port)}`
})

const challenge = async (purpose: string, token?: string) => {
  const { body } = await request(hearth.url, 'POST', '/api/challenges', { body: { purpose }, ...(token && { token }) })
  return body as { id: string; options: Record<string, unknown> }
}
const signIn = (challengeId: string, response: object) =>
  request(hearth.url, 'POST', '/api/authentication', { body: { strategy: 'passkey', challengeId, response } })

const withPasskey = async (): Promise<{ person: Somebody; device: ReturnType<typeof aDevice>; id: string }> => {
  const person = await aPerson(hearth)
  const device = aDevice(origin)
  const { id, options } = await challenge('register', person.token)
  const data = { challengeId: id, response: device.register(options), name: 'Phone' }
  const { status, body } = await person.rest('POST', '/api/passkeys', data)
  expect([status, body]).toEqual([201, expect.objectContaining({ name: 'Phone', userId: person.id })])
  return { person, device, id: body.id }
}

describe('a passkey', () => {
  test('is made, listed without its key, and signs in without a password', async () => {
    const { person, device } = await withPasskey()
    const listed = (await person.rest('GET', '/api/passkeys')).body.data
    expect(Object.keys(listed[0]).sort()).toEqual(['createdAt', 'id', 'lastUsedAt', 'name', 'userId'])
    const { id, options } = await challenge('sign_in')
    expect(options.allowCredentials ?? []).toEqual([])
    const { status, body } = await signIn(id, device.assert(options))
    expect([status, body.user.id]).toEqual([201, person.id])
    expect((await person.rest('GET', '/api/passkeys')).body.data[0].lastUsedAt).toEqual(expect.any(Number))
  })

  test('is named anew and taken away by nobody but its owner', async () => {
    const { person, device, id } = await withPasskey()
    const other = await aPerson(hearth)
    expect((await other.rest('DELETE', `/api/passkeys/${id}`)).status).toBe(404)
    expect((await person.rest('PATCH', `/api/passkeys/${id}`, { name: 'Old phone' })).body.name).toBe('Old phone')
    expect((await person.rest('DELETE', `/api/passkeys/${id}`)).status).toBe(200)
    const next = await challenge('sign_in')
    expect((await signIn(next.id, device.assert(next.options))).body.data.reason).toBe('invalid_assertion')
  })

  test('brings the second factor, and confirms a session', async () => {
    const { person, device } = await withPasskey()
    const first = await challenge('sign_in')
    const response = device.assert(first.options)
    const confirmed = await person.rest('POST', '/api/confirmations', { challengeId: first.id, response })
    expect(confirmed.status).toBe(201)
  })

  test('of somebody else confirms nothing', async () => {
    const { person } = await withPasskey()
    const { device } = await withPasskey()
    const { id, options } = await challenge('sign_in')
    const body = { challengeId: id, response: device.assert(options) }
    expect((await person.rest('POST', '/api/confirmations', body)).body.data.reason).toBe('invalid_assertion')
  })

  test('admits nobody by an answer that was given before', async () => {
    const { device } = await withPasskey()
    const { id, options } = await challenge('sign_in')
    const response = device.assert(options)
    const tries = await Promise.all([signIn(id, response), signIn(id, response)])
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 401])
  })

  test.each([
    ['given for another origin', { origin: 'https://chat.example.evil' }],
    ['given for another host', { rpId: 'example.evil' }],
    ['given without finger or PIN', { unverified: true }],
    ['of a counter that went backwards', { counter: 1 }]
  ])('admits nobody by an answer %s', async (_name, lies) => {
    const { device } = await withPasskey()
    const { id, options } = await challenge('sign_in')
    const { status, body } = await signIn(id, device.assert(options, lies))
    expect([status, body.data.reason]).toEqual([401, 'invalid_assertion'])
  })

  test('admits nobody by a key that nobody registered, a challenge that never was, or one for something else', async () => {
    const { person, device } = await withPasskey()
    const { id, options } = await challenge('sign_in')
    expect((await signIn(id, aDevice(origin).assert(options))).body.data.reason).toBe('invalid_assertion')
    expect((await signIn(person.id, device.assert(options))).body.data.reason).toBe('invalid_assertion')
    const other = await challenge('register', person.token)
    expect((await signIn(other.id, device.assert(other.options))).body.data.reason).toBe('invalid_assertion')
  })

  test('is begun only by somebody who is signed in', async () => {
    const { status, body } = await request(hearth.url, 'POST', '/api/challenges', { body: { purpose: 'register' } })
    expect([status, body.data.reason]).toEqual([401, 'not_signed_in'])
  })

  test('beside an app signs in alone, and the password still asks for the second factor', async () => {
    const { person, device } = await withPasskey()
    await hearth.app
      .get('database')
      .transaction((trx) =>
        trx('authenticators').insert({ id: person.id, userId: person.id, sealed: 'x', confirmedAt: 1, createdAt: 1 })
      )
    const half = await request(hearth.url, 'POST', '/api/authentication', {
      body: { strategy: 'local', email: person.email, password: PASSWORD }
    })
    expect(half.body.secondFactors).toEqual(['totp', 'recovery', 'passkey'])
    const { id, options } = await challenge('sign_in')
    const whole = await request(hearth.url, 'POST', '/api/authentication', {
      body: { strategy: 'passkey', challengeId: id, response: device.assert(options) },
      token: half.body.accessToken
    })
    expect(whole.body.user.id).toBe(person.id)
    expect((await request(hearth.url, 'GET', '/api/rooms', { token: half.body.accessToken })).status).toBe(401)
  })
})
