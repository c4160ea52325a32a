import { createHmac, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Application, Connection } from '../../api/declarations.ts'
import { SessionService } from '../../api/services/authentication/authentication.class.ts'
import { forgetSession, presentedSession, verifiedToken } from '../../api/services/authentication/tokens.ts'
import { revokeSession } from '../../api/services/sessions/live-session.ts'
import { expectRefused } from './guarded.ts'
import { account, begun, withTables } from './tables.ts'

const SECRET = randomUUID()
let app: Application
let ana: string
beforeAll(async () => {
  app = await withTables()
  app.use('authentication', new SessionService(app, SECRET))
  ana = await account(app)
})

const tokenOf = (id: string, options?: { generation?: number; expiresIn?: number }) =>
  app.service('authentication').tokenOf({ id, userId: ana }, options)

/** A token as anybody can write one down, signed with what they have. */
const forged = (header: object, payload: object, sign: (text: string) => string) => {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${sign(text)}`
}
const hmac = (hash: string, secret: string) => (text: string) =>
  createHmac(hash, secret).update(text).digest('base64url')
const claims = (more: object = {}) => ({
  ...{ iss: 'hearth', aud: 'hearth', sub: ana, jti: randomUUID(), exp: Math.floor(Date.now() / 1000) + 60 },
  ...more
})
const access = (alg: string) => ({ alg, typ: 'access' })

describe('a token', () => {
  test('that we signed says whose session it is, and which generation', async () => {
    const id = await begun(app, ana)
    const token = await tokenOf(id, { generation: 3 })
    expect(await verifiedToken(app, token)).toMatchObject({ jti: id, sub: ana, gen: 3 })
  })

  test('is what it says where somebody else who knows the secret has signed it', async () => {
    const jti = randomUUID()
    const token = forged(access('HS256'), claims({ jti }), hmac('sha256', SECRET))
    expect(await verifiedToken(app, token)).toMatchObject({ jti, sub: ana })
  })

  test.each([
    ['with another secret', () => forged(access('HS256'), claims(), hmac('sha256', 'guessed'))],
    ['with no secret', () => forged(access('none'), claims(), () => '')],
    ['by a way that we do not use', () => forged(access('HS512'), claims(), hmac('sha512', SECRET))],
    ['for somebody else', () => forged(access('HS256'), claims({ aud: 'other' }), hmac('sha256', SECRET))],
    ['for a day that is over', () => forged(access('HS256'), claims({ exp: 1 }), hmac('sha256', SECRET))]
  ])('signed %s is not valid', async (_how, made) => {
    await expectRefused(verifiedToken(app, made()), 'invalid_token')
  })

  test.each([undefined, null, '', 'x', 'x.y.z', 7, {}])('as %j is not valid', async (token) => {
    await expectRefused(verifiedToken(app, token), 'invalid_token')
  })
})

describe('a request', () => {
  const shows = (accessToken: string | undefined, options?: { half: boolean }) =>
    presentedSession(app, { authentication: { strategy: 'jwt', accessToken } }, options)

  test('that shows nothing has no session', async () => {
    expect(await presentedSession(app, {})).toBeUndefined()
    expect(await shows(undefined)).toBeUndefined()
    expect(await shows('')).toBeUndefined()
  })

  test('has the session of its token', async () => {
    const id = await begun(app, ana)
    expect(await shows(await tokenOf(id))).toMatchObject({ id, userId: ana })
  })

  test('with a token that does not count any more is refused, rather than taken for nobody', async () => {
    const id = await begun(app, ana)
    await revokeSession(app, id)
    await expectRefused(shows(await tokenOf(id)), 'session_ended')
    await expectRefused(shows('x.y.z'), 'invalid_token')
  })

  test('with half a sign-in may only bring the rest', async () => {
    const id = await begun(app, ana, { stage: 'half' })
    await expectRefused(shows(await tokenOf(id)), 'second_factor_required')
    expect(await shows(await tokenOf(id), { half: true })).toMatchObject({ id })
  })
})

describe('a socket', () => {
  const socketOf = (sessionId?: string): Connection => ({
    provider: 'socketio',
    headers: {},
    ...(sessionId && { sessionId, userId: ana })
  })
  const shows = (connection: Connection, options?: { half: boolean }) => presentedSession(app, { connection }, options)

  test('on which nobody has signed in has no session', async () => {
    expect(await shows(socketOf())).toBeUndefined()
  })

  test('has the session that was signed in on it, whatever token a call shows', async () => {
    const [id, other] = [await begun(app, ana), await begun(app, ana)]
    const params = { connection: socketOf(id), authentication: { strategy: 'jwt', accessToken: await tokenOf(other) } }
    expect(await presentedSession(app, params as never)).toMatchObject({ id })
  })

  test('whose session has ended is refused', async () => {
    const id = await begun(app, ana)
    await revokeSession(app, id)
    await expectRefused(shows(socketOf(id)), 'session_ended')
  })

  test('with half a sign-in may only bring the rest', async () => {
    const id = await begun(app, ana, { stage: 'half' })
    await expectRefused(shows(socketOf(id)), 'second_factor_required')
    expect(await shows(socketOf(id), { half: true })).toMatchObject({ id })
  })

  test('that forgets its session is nobody’s', async () => {
    const connection = socketOf(await begun(app, ana))
    forgetSession(connection)
    expect(connection).toEqual({ provider: 'socketio', headers: {} })
    expect(await shows(connection)).toBeUndefined()
  })
})
