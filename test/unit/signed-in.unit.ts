import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { actorOfRequest } from '../../api/authentication.ts'
import { askForRotation, liveSession, revokeSession } from '../../api/services/sessions/live-session.ts'
import { aSocket, call, door, reasonOf, SAME, tokenOf } from './front-door.ts'
import { expectRefused } from './guarded.ts'
import { begun, change, row, write } from './tables.ts'

const DAY = 24 * 3600_000

describe('signing out', () => {
  const signOut = (token: string, headers = {}) => call('DELETE', '/api/authentication', { token, headers })

  test('ends the session, and takes the cookie from a browser that has one', async () => {
    const { id, token } = await tokenOf(door.ana)
    const { status, headers } = await signOut(token, { ...SAME, cookie: `hearth=${token}` })
    expect([status, headers.getSetCookie()]).toEqual([200, [expect.stringMatching(/^hearth=; .*Max-Age=0$/)]])
    expect(await liveSession(door.hearth.app, id)).toBeUndefined()
    // a program has none
    expect((await signOut((await tokenOf(door.ana)).token)).headers.getSetCookie()).toEqual([])
  })

  test('tells and cuts the other sockets of the session, and none of another', async () => {
    const { token } = await tokenOf(door.ana)
    const [socket, other] = [await aSocket(token), await aSocket((await tokenOf(door.ana)).token)]
    await signOut(token)
    expect(await socket.ended).toBe('io server disconnect')
    expect(socket.heard).toEqual([['session ended', { reason: 'signed_out' }]])
    expect((await other.call('rooms', 'find')).verdict).toBe('ok')
  })

  test('by a socket answers it, and leaves it nobody’s', async () => {
    const { token } = await tokenOf(door.ana)
    const [socket, tab] = [await aSocket(token), await aSocket(token)]
    expect((await socket.call('authentication', 'remove', null)).verdict).toBe('ok')
    await tab.ended
    expect((await socket.call('rooms', 'find')).verdict).toBe('not_signed_in')
    door.hearth.app.service('blocks').emit('created', { userId: door.ana })
    await socket.call('communities', 'find')
    expect(socket.heard).toEqual([])
  })
})

describe('every call', () => {
  test('is made by whoever the session says', async () => {
    const { id, token } = await tokenOf(door.ben)
    const { body } = await call('GET', '/api/sessions?current=true', { token })
    expect(body.data).toMatchObject([{ id, userId: door.ben, current: true }])
  })

  test('is refused from the moment that the session is revoked, on an open socket as well', async () => {
    const { id, token } = await tokenOf(door.ana)
    const socket = await aSocket(token)
    await revokeSession(door.hearth.app, id)
    expect(reasonOf(await call('GET', '/api/rooms', { token }))).toBe('session_ended')
    expect((await socket.call('rooms', 'find')).verdict).toBe('session_ended')
  })

  test('without a session is made by nobody', async () => {
    expect(reasonOf(await call('GET', '/api/rooms'))).toBe('not_signed_in')
  })

  test('that the server makes itself needs none, and brings none', async () => {
    expect(await door.hearth.app.service('communities').find()).toMatchObject({ total: 1 })
    const authentication = { strategy: 'jwt', accessToken: 'x.y.z' }
    expect(await door.hearth.app.service('rooms').find({ authentication } as never)).toMatchObject({ total: 0 })
  })
})

describe('a session that is due for a new token', () => {
  const due = async () => {
    const session = await tokenOf(door.ana)
    await write(door.hearth.app, (trx) => askForRotation(trx, door.ana))
    return session
  }
  const generationOf = async (id: string) => (await row(door.hearth.app, id)).generation as number

  test('gets it as a cookie with whatever the page asked for', async () => {
    const { id, token } = await due()
    const ask = (cookie: string) => call('GET', '/api/rooms', { headers: { ...SAME, cookie } })
    const { status, headers } = await ask(`hearth=${token}`)
    const [cookie = '', ...more] = headers.getSetCookie()
    expect([status, more]).toEqual([200, []])
    const [, fresh = '', expires = ''] = /^hearth=([^;]+); .*Expires=(.*)$/.exec(cookie) ?? []
    expect(fresh).not.toBe(token)
    expect(Math.abs(Date.parse(expires) - Date.now() - 365 * DAY)).toBeLessThan(60_000)
    expect(await generationOf(id)).toBe(1)
    // and once is enough
    const next = await ask(`hearth=${fresh}`)
    expect([next.status, next.headers.getSetCookie()]).toEqual([200, []])
    await change(door.hearth.app, 'sessions', id, { rotatedAt: 0 })
    expect([(await ask(`hearth=${token}`)).status, (await ask(`hearth=${fresh}`)).status]).toEqual([401, 200])
  })

  test('gets one, where several requests come at the same time', async () => {
    const { id, token } = await due()
    const ask = () => call('GET', '/api/rooms', { headers: { ...SAME, cookie: `hearth=${token}` } })
    const answers = await Promise.all([ask(), ask(), ask(), ask()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toHaveLength(1)
    expect(await generationOf(id)).toBe(1)
  })

  test('keeps the old one where nobody could be given a new one', async () => {
    const { id, token } = await due()
    const page = { ...SAME, cookie: `hearth=${token}` }
    for (const socket of [await aSocket(token), await aSocket(undefined, page)])
      expect((await socket.call('sessions', 'find', { current: true })).body.data).toMatchObject([{ id }])
    const { status, headers } = await call('GET', '/api/rooms', { token })
    expect([status, headers.getSetCookie(), await generationOf(id)]).toEqual([200, [], 0])
  })

  test('that is not due keeps it', async () => {
    const { id, token } = await tokenOf(door.ben)
    const { headers } = await call('GET', '/api/rooms', { headers: { ...SAME, cookie: `hearth=${token}` } })
    expect([headers.getSetCookie(), await generationOf(id)]).toEqual([[], 0])
  })
})

describe('a request that is no call', () => {
  const whoIs = (headers: Record<string, string>) =>
    actorOfRequest(door.hearth.app, { method: 'GET', headers } as unknown as IncomingMessage)

  test('is made by the person of its token or its cookie', async () => {
    const { id, token } = await tokenOf(door.ana)
    const ana = { userId: door.ana, sessionId: id, role: 'owner' }
    expect(await whoIs({ authorization: `Bearer ${token}` })).toMatchObject(ana)
    expect(await whoIs({ cookie: `hearth=${token}` })).toMatchObject(ana)
  })

  test('needs a sign-in, and a whole one that has not ended', async () => {
    await expectRefused(whoIs({}), 'not_signed_in')
    await expectRefused(whoIs({ authorization: 'Bearer x.y.z' }), 'invalid_token')
    const { id, token } = await tokenOf(door.ana)
    await revokeSession(door.hearth.app, id)
    await expectRefused(whoIs({ authorization: `Bearer ${token}` }), 'session_ended')
    const half = await begun(door.hearth.app, door.ana, { stage: 'half' })
    const halfToken = await door.hearth.app.service('authentication').tokenOf({ id: half, userId: door.ana })
    await expectRefused(whoIs({ authorization: `Bearer ${halfToken}` }), 'second_factor_required')
  })
})
