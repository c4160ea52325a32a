import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Application } from '../../api/declarations.ts'
import { actorOfSession, liveSession, startSession } from '../../api/services/sessions/live-session.ts'
import { account, begun, change, live, row, withTables, write } from './tables.ts'

const [SECOND, MINUTE, DAY] = [1_000, 60_000, 24 * 3600_000]
const NOON = Date.UTC(2030, 0, 1, 12)
const later = (ms: number) => vi.setSystemTime(NOON + ms)

let app: Application
let ana: string
beforeAll(async () => {
  app = await withTables()
})
beforeEach(async () => {
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] })
  ana = await account(app)
})
afterEach(() => vi.useRealTimers())

const token = (expiresAt = NOON + DAY) => ({ name: 'bot', scopes: 'read,write', expiresAt })

describe('a session admits', () => {
  test('whose it is, as what they are now', async () => {
    const id = await begun(app, ana)
    await change(app, 'users', ana, { role: 'admin', mutedUntil: 5, emailVerifiedAt: 7 })
    expect(await liveSession(app, id)).toEqual({
      ...{
        id,
        userId: ana,
        role: 'admin',
        kind: 'web',
        stage: 'full',
        scopes: null,
        mutedUntil: 5,
        emailVerifiedAt: 7
      },
      ...{ lastSeenAt: NOON, expiresAt: NOON + 60 * DAY, confirmedAt: NOON },
      ...{ generation: 0, rotatedAt: null, rotateAt: null }
    })
  })

  test('nobody once it is revoked', async () => {
    const id = await begun(app, ana)
    await change(app, 'sessions', id, { revokedAt: NOON })
    expect(await liveSession(app, id)).toBeUndefined()
  })

  test.each(['suspended', 'deleted'] as const)('nobody whose account is %s', async (status) => {
    const id = await begun(app, ana)
    await change(app, 'users', ana, { status })
    expect(await liveSession(app, id)).toBeUndefined()
  })

  test('nobody where there is none', async () => {
    await begun(app, ana)
    expect(await liveSession(app, uuidv7())).toBeUndefined()
  })

  test.each([
    ['a sign-in for 60 days without use', {}, 60 * DAY],
    ['a half one for five minutes', { stage: 'half' as const }, 5 * MINUTE],
    ['a token until its day', { token: token() }, DAY]
  ])('%s, and not in the moment that it ends', async (_what, begin, lasts) => {
    const [one, other] = [await begun(app, ana, begin), await begun(app, ana, begin)]
    later(lasts - 1)
    expect(await liveSession(app, one)).toBeDefined()
    later(lasts)
    expect(await liveSession(app, other)).toBeUndefined()
  })
})

describe('using a session', () => {
  test('keeps a sign-in for another 60 days', async () => {
    const id = await begun(app, ana)
    later(59 * DAY)
    await live(app, id)
    expect(await row(app, id)).toMatchObject({ lastSeenAt: NOON + 59 * DAY, expiresAt: NOON + 119 * DAY })
  })

  test.each([
    ['a token', { token: token() }, NOON + DAY],
    ['a half one', { stage: 'half' as const }, NOON + 5 * MINUTE]
  ])('does not keep %s any longer', async (_what, begin, expiresAt) => {
    const id = await begun(app, ana, begin)
    later(2 * MINUTE)
    await live(app, id)
    expect(await row(app, id)).toMatchObject({ lastSeenAt: NOON + 2 * MINUTE, expiresAt })
  })

  test('is written down at most once a minute', async () => {
    const id = await begun(app, ana)
    later(MINUTE)
    await live(app, id)
    expect(await row(app, id)).toMatchObject({ lastSeenAt: NOON })
    later(MINUTE + 1)
    await live(app, id)
    expect(await row(app, id)).toMatchObject({ lastSeenAt: NOON + MINUTE + 1 })
  })

  test('writes to that session alone', async () => {
    const [id, other] = [await begun(app, ana), await begun(app, ana)]
    later(2 * MINUTE)
    await live(app, id)
    expect(await row(app, other)).toMatchObject({ lastSeenAt: NOON })
  })
})

describe('a new session', () => {
  test('of somebody who signs in has just shown who they are', async () => {
    const id = await begun(app, ana, { userAgent: 'Firefox' })
    expect(await row(app, id)).toMatchObject({
      ...{ userId: ana, kind: 'web', stage: 'full', name: null, scopes: null, userAgent: 'Firefox' },
      ...{ createdAt: NOON, confirmedAt: NOON, revokedAt: null }
    })
  })

  test('whose second factor is missing has shown nothing yet', async () => {
    const id = await begun(app, ana, { stage: 'half' })
    expect(await row(app, id)).toMatchObject({ kind: 'web', stage: 'half', confirmedAt: null })
  })

  test('of a bot has a name and scopes, and never shows who it is', async () => {
    const id = await begun(app, ana, { token: token() })
    const expected = { kind: 'token', stage: 'full', name: 'bot', scopes: 'read,write', confirmedAt: null }
    expect(await row(app, id)).toMatchObject(expected)
  })

  test('keeps of a browser’s name what fits, or nothing', async () => {
    const [long, none] = [await begun(app, ana, { userAgent: 'x'.repeat(300) }), await begun(app, ana)]
    expect((await row(app, long)).userAgent).toBe('x'.repeat(256))
    expect((await row(app, none)).userAgent).toBeNull()
  })

  test('is told as it stands in its table', async () => {
    const session = await write(app, (trx) => startSession(trx, { userId: ana }))
    expect(await row(app, session.id)).toMatchObject(session)
  })
})

describe('who calls', () => {
  const actor = async (at: Application, more: object = {}, user: object = {}) => {
    const userId = await account(at, user)
    const id = await begun(at, userId)
    await change(at, 'sessions', id, { id, ...more })
    return actorOfSession(at, await live(at, id))
  }

  test('is the person of the session, with their role, mute and proof', async () => {
    const { userId, sessionId, ...rest } = await actor(app, {}, { role: 'moderator', mutedUntil: NOON + SECOND })
    expect([typeof userId, (await row(app, sessionId)).userId]).toEqual(['string', userId])
    expect(rest).toEqual({ role: 'moderator', mutedUntil: NOON + SECOND, confirmedAt: NOON })
  })

  test('has proved nothing where the session has not', async () => {
    expect(await actor(app, { confirmedAt: null })).toMatchObject({ confirmedAt: 0 })
  })

  test('by a token is no more than its scopes', async () => {
    expect((await actor(app, { scopes: 'read,donations' })).scopes).toEqual(['read', 'donations'])
  })

  test('by a token whose scopes were taken away may do nothing, rather than everything', async () => {
    expect((await actor(app, { scopes: '' })).scopes).toEqual([''])
  })

  test('is unverified only where mail can be sent, until the mail is opened, and never as an owner', async () => {
    const mailing = await withTables({ mails: true })
    expect(await actor(mailing)).toMatchObject({ unverified: true })
    for (const known of [
      await actor(app),
      await actor(mailing, {}, { emailVerifiedAt: NOON }),
      await actor(mailing, {}, { role: 'owner' })
    ])
      expect(known).not.toHaveProperty('unverified')
  })
})
