import { beforeAll, describe, expect, test } from 'vitest'
import { TOTP, Secret } from 'otpauth'
import { createClient, socket } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aLine, aPerson, memoryStorage, PASSWORD, request, type Somebody } from '../support/people.ts'

let hearth: TestHearth
beforeAll(async () => {
  hearth = await aHearth()
})

const codeOf = (secret: string, stepsAhead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 })

const signIn = (body: object, headers = {}, token?: string) =>
  request(hearth.url, 'POST', '/api/authentication', { body, headers, ...(token && { token }) })

/** Somebody who has set up an app. The code of this moment is used up by it. */
const withApp = async (name: string) => {
  const person = await aPerson(hearth, name)
  const { body: made } = await person.rest('POST', '/api/authenticators', {})
  const { body: confirmed } = await person.rest('PATCH', `/api/authenticators/${made.id}`, {
    code: codeOf(made.secret)
  })
  return { person, secret: made.secret as string, codes: confirmed.recoveryCodes as string[], id: made.id as string }
}

const passwordOf = ({ email }: Somebody) => ({ strategy: 'local', email, password: PASSWORD })
const half = async (person: Somebody) => {
  const { body } = await signIn(passwordOf(person))
  return body.accessToken as string
}

describe('an authenticator app', () => {
  test('is asked for once a first code was right, and tells its secret and the recovery codes once', async () => {
    const person = await aPerson(hearth)
    const { status, body } = await person.rest('POST', '/api/authenticators', {})
    expect(status).toBe(201)
    expect(body.uri).toMatch(/^otpauth:\/\/totp\/.*secret=/)
    expect((await signIn(passwordOf(person))).body.user).toBeDefined()
    const wrong = await person.rest('PATCH', `/api/authenticators/${body.id}`, { code: '000000' })
    expect([wrong.status, wrong.body.data.reason]).toEqual([401, 'invalid_code'])
    const confirmed = await person.rest('PATCH', `/api/authenticators/${body.id}`, { code: codeOf(body.secret) })
    expect(confirmed.body.recoveryCodes).toHaveLength(10)
    const [listed] = (await person.rest('GET', '/api/authenticators')).body.data
    expect(listed).toMatchObject({ recoveryCodesLeft: 10, confirmedAt: expect.any(Number) })
    expect(JSON.stringify(listed)).not.toContain(body.secret)
    const { body: signedIn } = await signIn(passwordOf(person))
    expect(signedIn).toMatchObject({ secondFactors: ['totp', 'recovery'] })
    expect(signedIn.user).toBeUndefined()
  })

  test('lies in the database sealed', async () => {
    const { secret } = await withApp('sealed')
    const rows = await hearth.app.get('database').read('authenticators').select()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('a half sign-in may do nothing but bring the code, over REST and socket', async () => {
    const { person } = await withApp('halfway')
    const token = await half(person)
    for (const path of ['/api/users', '/api/rooms', '/api/sessions?current=true', '/api/communities']) {
      const { status, body } = await request(hearth.url, 'GET', path, { token })
      expect([path, status, body.data.reason]).toEqual([path, 401, 'second_factor_required'])
    }
    const stepUp = await request(hearth.url, 'POST', '/api/confirmations', { token, body: { password: PASSWORD } })
    expect(stepUp.body.data.reason).toBe('second_factor_required')
    const picture = await request(hearth.url, 'POST', '/files', { token })
    expect(picture.body.data.reason).toBe('second_factor_required')
    const line = aLine(hearth.url, { extraHeaders: { authorization: `Bearer ${token}` } })
    const refused = await new Promise<{ data?: { data: { reason: string } } }>((resolve) =>
      line.on('connect_error', resolve)
    )
    expect(refused.data?.data.reason).toBe('second_factor_required')
    line.close()
  })

  test('a code makes it whole over REST: a new session, and the half one admits nobody', async () => {
    const { person, secret } = await withApp('whole')
    const token = await half(person)
    const { status, body } = await signIn({ strategy: 'code', code: codeOf(secret, 1) }, {}, token)
    expect([status, body.user.id]).toEqual([201, person.id])
    expect((await request(hearth.url, 'GET', '/api/rooms', { token: body.accessToken })).status).toBe(200)
    expect((await request(hearth.url, 'GET', '/api/rooms', { token })).body.data.reason).toBe('session_ended')
  })

  test('a code makes it whole over a socket, which hears only from then on', async () => {
    const { person, secret } = await withApp('wholesocket')
    const line = aLine(hearth.url)
    const client = createClient(socket(line), { storage: memoryStorage() })
    const first = await client.service('authentication').create(passwordOf(person) as never)
    expect(first.secondFactors).toEqual(['totp', 'recovery'])
    await expect(client.service('rooms').find()).rejects.toMatchObject({ data: { reason: 'second_factor_required' } })
    const { user } = await client.service('authentication').create({ strategy: 'code', code: codeOf(secret, 1) })
    expect(user.id).toBe(person.id)
    expect((await client.service('rooms').find()).data).toEqual([])
    line.close()
  })

  test('a browser gets its cookie in both steps', async () => {
    const { person, secret } = await withApp('browser')
    const sameOrigin = { 'sec-fetch-site': 'same-origin' }
    const first = await signIn(passwordOf(person), sameOrigin)
    const cookie = String(first.headers.get('set-cookie')).split(';')[0] ?? ''
    // it goes nowhere but where the code is brought: a second window at the door is that of a stranger, not a trouble
    expect(first.headers.get('set-cookie')).toMatch(/^hearth-half=[^;]+; Path=\/api\/authentication; HttpOnly/)
    const second = await signIn({ strategy: 'code', code: codeOf(secret, 1) }, { ...sameOrigin, cookie })
    expect(second.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^hearth-half=; .*Max-Age=0$/))
    const whole = String(second.headers.get('set-cookie')).split(';')[0] ?? ''
    expect(whole).not.toBe(cookie)
    const rooms = await request(hearth.url, 'GET', '/api/rooms', { headers: { cookie: whole } })
    expect(rooms.status).toBe(200)
  })

  test('each code counts once, whoever brings it, also when two bring it at the same moment', async () => {
    const { person, secret } = await withApp('once')
    const code = codeOf(secret, 1)
    const tokens = [await half(person), await half(person)]
    const tries = await Promise.all(tokens.map((token) => signIn({ strategy: 'code', code }, {}, token)))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 401])
    const again = await signIn({ strategy: 'code', code }, {}, await half(person))
    expect(again.body.data.reason).toBe('invalid_code')
    // the one before it, which was used to set the app up
    const older = await signIn({ strategy: 'code', code: codeOf(secret, 0) }, {}, await half(person))
    expect(older.body.data.reason).toBe('invalid_code')
  })

  test.each(['abcdef', '1234567', '12345', '999999999999'])('%s is no code', async (code) => {
    const { person } = await withApp(`wrong${code}`)
    expect((await signIn({ strategy: 'code', code }, {}, await half(person))).body.data.reason).toBe('invalid_code')
  })

  test('a recovery code does the same, once, however it is typed', async () => {
    const { person, codes } = await withApp('recovery')
    const [code = ''] = codes
    const typed = code.toUpperCase().replaceAll('-', ' ')
    expect((await signIn({ strategy: 'code', code: typed }, {}, await half(person))).status).toBe(201)
    expect((await signIn({ strategy: 'code', code }, {}, await half(person))).body.data.reason).toBe('invalid_code')
    const [listed] = (await person.rest('GET', '/api/authenticators')).body.data
    expect(listed.recoveryCodesLeft).toBe(9)
  })

  test('a code without a half sign-in admits nobody', async () => {
    expect((await signIn({ strategy: 'code', code: '123456' })).body.data.reason).toBe('not_signed_in')
  })

  test('is taken away only by somebody who has proved with it who they are', async () => {
    const { person, secret, id } = await withApp('away')
    await hearth.app
      .get('database')
      .transaction((trx) => trx('sessions').where({ userId: person.id }).update({ confirmedAt: 0 }))
    expect((await person.rest('DELETE', `/api/authenticators/${id}`)).body.data.reason).toBe('step_up_required')
    const byPassword = await person.rest('POST', '/api/confirmations', { password: PASSWORD })
    expect(byPassword.body.data.reason).toBe('second_factor_required')
    expect((await person.rest('POST', '/api/confirmations', { code: codeOf(secret, 1) })).status).toBe(201)
    expect((await person.rest('DELETE', `/api/authenticators/${id}`)).status).toBe(200)
    expect((await signIn(passwordOf(person))).body.user.id).toBe(person.id)
    expect(await hearth.app.get('database').read('recoveryCodes').where({ userId: person.id })).toEqual([])
  })

  test('somebody else’s does not exist', async () => {
    const { id } = await withApp('theirs')
    const other = await aPerson(hearth)
    for (const method of ['GET', 'DELETE'])
      expect((await other.rest(method, `/api/authenticators/${id}`)).status).toBe(404)
  })
})

test('a sixth try within a quarter of an hour is refused', async () => {
  const strict = await aHearth({ limits: 'on' })
  const person = await aPerson(strict)
  const { body: made } = await person.rest('POST', '/api/authenticators', {})
  await person.rest('PATCH', `/api/authenticators/${made.id}`, { code: codeOf(made.secret) })
  const attempt = async () => {
    const { body } = await request(strict.url, 'POST', '/api/authentication', { body: passwordOf(person) })
    return request(strict.url, 'POST', '/api/authentication', {
      body: { strategy: 'code', code: '000000' },
      token: body.accessToken
    })
  }
  const answers = []
  // one of the five was taken by setting the app up
  for (let n = 0; n < 5; n++) answers.push(await attempt())
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429])
  expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
})
