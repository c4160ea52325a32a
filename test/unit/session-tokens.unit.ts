import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Application } from '../../api/declarations.ts'
import {
  admittedBy,
  askForRotation,
  liveSession,
  revokeSession,
  rotate
} from '../../api/services/sessions/live-session.ts'
import { expectRefused } from './guarded.ts'
import { account, begun, live, row, withTables, write } from './tables.ts'

const NOON = Date.UTC(2030, 0, 1, 12)
const later = (ms: number) => vi.setSystemTime(NOON + ms)
const token = { name: 'bot', scopes: 'read', expiresAt: NOON + 24 * 3600_000 }

let app: Application
let ana: string
let ben: string
beforeAll(async () => {
  app = await withTables()
})
beforeEach(async () => {
  vi.useFakeTimers({ now: NOON, toFake: ['Date'] })
  ana = await account(app)
  ben = await account(app)
})
afterEach(() => vi.useRealTimers())

/** A call that presents the token of a session: of some generation, in somebody's name. */
const admit = (jti: string, { sub = ana, gen }: { sub?: string; gen?: number } = {}, options?: { half: boolean }) =>
  admittedBy(app, { jti, sub, exp: 0, ...(gen !== undefined && { gen }) }, options)

describe('a token', () => {
  test('admits to the session that it names', async () => {
    const id = await begun(app, ana)
    expect(await admit(id)).toMatchObject({ id, userId: ana })
    expect(await admit(id, { gen: 0 })).toMatchObject({ id })
  })

  test('in the name of somebody else admits nobody', async () => {
    await expectRefused(admit(await begun(app, ana), { sub: ben }), 'session_ended')
  })

  test('of a session that was revoked admits nobody', async () => {
    const id = await begun(app, ana)
    await revokeSession(app, id)
    await expectRefused(admit(id), 'session_ended')
  })

  test('of a half session brings the second factor and nothing else', async () => {
    const id = await begun(app, ana, { stage: 'half' })
    await expectRefused(admit(id), 'second_factor_required')
    expect(await admit(id, {}, { half: true })).toMatchObject({ id, stage: 'half' })
  })

  test('that has never been issued admits nobody', async () => {
    const id = await begun(app, ana)
    for (const gen of [1, -1, 2]) await expectRefused(admit(id, { gen }), 'session_ended')
  })
})

describe('the tokens of a session that was renewed', () => {
  let id: string
  beforeEach(async () => {
    id = await begun(app, ana)
    await write(app, (trx) => askForRotation(trx, ana))
    await rotate(app, await live(app, id))
  })

  test('the new one admits', async () => {
    expect(await admit(id, { gen: 1 })).toMatchObject({ id })
  })

  test('the one before it admits for a minute, for calls that are under way', async () => {
    later(59_999)
    expect(await admit(id)).toMatchObject({ id })
    later(60_000)
    await expectRefused(admit(id), 'session_ended')
    expect(await admit(id, { gen: 1 })).toMatchObject({ id })
  })

  test('the one before that admits nobody', async () => {
    await write(app, (trx) => askForRotation(trx, ana))
    await rotate(app, await live(app, id))
    await expectRefused(admit(id, { gen: 0 }), 'session_ended')
    expect(await admit(id, { gen: 1 })).toMatchObject({ id })
  })
})

describe('renewing a session', () => {
  test('is asked of all sign-ins of one person, and of no token, no ended one and nobody else', async () => {
    const [web, phone, bot] = [await begun(app, ana), await begun(app, ana), await begun(app, ana, { token })]
    const [gone, other] = [await begun(app, ana), await begun(app, ben)]
    await revokeSession(app, gone)
    await write(app, (trx) => askForRotation(trx, ana))
    const asked = await Promise.all([web, phone, bot, gone, other].map(async (id) => (await row(app, id)).rotateAt))
    expect(asked).toEqual([NOON, NOON, null, null, null])
  })

  test('happens once, however many requests want it at the same time', async () => {
    const [id, other] = [await begun(app, ana), await begun(app, ana)]
    await write(app, (trx) => askForRotation(trx, ana))
    const session = await live(app, id)
    later(500)
    const outcomes = await Promise.all([rotate(app, session), rotate(app, session), rotate(app, session)])
    expect(outcomes).toEqual([1, undefined, undefined])
    expect(await row(app, id)).toMatchObject({ generation: 1, rotatedAt: NOON + 500, rotateAt: null })
    expect(await row(app, other)).toMatchObject({ generation: 0, rotatedAt: null, rotateAt: NOON })
  })

  test('does not happen where nobody asked for it', async () => {
    const id = await begun(app, ana)
    expect(await rotate(app, await live(app, id))).toBeUndefined()
    expect(await row(app, id)).toMatchObject({ generation: 0, rotatedAt: null })
  })
})

describe('revoking', () => {
  test('ends one session, and keeps when', async () => {
    const [id, other] = [await begun(app, ana), await begun(app, ana)]
    await revokeSession(app, id)
    later(5_000)
    await revokeSession(app, id)
    expect((await row(app, id)).revokedAt).toBe(NOON)
    expect(await liveSession(app, other)).toBeDefined()
  })
})
