import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withTransaction } from '../../api/hooks/transact.ts'
import { endSessionsOf } from '../../api/services/sessions/end-sessions.ts'
import { liveSession } from '../../api/services/sessions/live-session.ts'
import { sessions } from '../../api/services/sessions/sessions.ts'
import type { Application } from '../../api/declarations.ts'
import { account, begun, change, row, withTables } from './tables.ts'

const token = { name: 'bot', scopes: 'read', expiresAt: Date.now() + 24 * 3600_000 }

let app: Application
let ana: string
let ben: string
beforeAll(async () => {
  app = await withTables()
  app.set('rules', new Map())
  app.configure(sessions)
})
beforeEach(async () => {
  ana = await account(app)
  ben = await account(app)
})

describe('ending all sessions of somebody', () => {
  const end = (options: Parameters<typeof endSessionsOf>[2]) =>
    withTransaction(app, (transaction) => endSessionsOf(app, ana, options, { transaction }))
  const alive = async (...ids: string[]) => {
    const sessions = await Promise.all(ids.map((id) => liveSession(app, id)))
    return sessions.map((session) => session !== undefined)
  }

  test('ends every sign-in but the one that asks; bots and other people go on', async () => {
    const [mine, phone, bot] = [await begun(app, ana), await begun(app, ana), await begun(app, ana, { token })]
    const other = await begun(app, ben)
    expect(await end({ but: mine })).toBe(1)
    expect(await alive(mine, phone, bot, other)).toEqual([true, false, true, true])
  })

  test('ends bots too where that is asked', async () => {
    const [mine, bot, other] = [await begun(app, ana), await begun(app, ana, { token }), await begun(app, ben)]
    expect(await end({ tokens: true, but: mine })).toBe(1)
    expect(await alive(mine, bot, other)).toEqual([true, false, true])
  })

  test('ends them all where nobody asks from within', async () => {
    const [one, two, half] = [await begun(app, ana), await begun(app, ana), await begun(app, ana, { stage: 'half' })]
    expect(await end({})).toBe(3)
    expect(await alive(one, two, half)).toEqual([false, false, false])
  })

  test('does not end again what has ended', async () => {
    const id = await begun(app, ana)
    await change(app, 'sessions', id, { revokedAt: 5 })
    expect(await end({})).toBe(0)
    expect((await row(app, id)).revokedAt).toBe(5)
  })
})
