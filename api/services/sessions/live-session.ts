import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../../declarations.ts'
import type { Actor } from '../../policy.ts'

/** A session ends when it has not been used for so long (ms). */
const IDLE = 60 * 24 * 3600_000
/** `lastSeenAt` is written at most so often (ms). */
const SEEN_EVERY = 60_000

export interface LiveSession {
  id: string
  userId: string
  role: Actor['role']
  lastSeenAt: number
}

/** The session if it may still admit somebody: not revoked, not expired, and its account active. One indexed read. */
export const liveSession = async (app: Application, id: string): Promise<LiveSession | undefined> => {
  const now = Date.now()
  const session: LiveSession | undefined = await app
    .get('database')
    .read('sessions')
    .join('users', 'users.id', 'sessions.userId')
    .where({ 'sessions.id': id, 'sessions.revokedAt': null, 'users.status': 'active' })
    .where('sessions.expiresAt', '>', now)
    .first('sessions.id', 'sessions.userId', 'sessions.lastSeenAt', 'users.role')
  if (session && now - session.lastSeenAt > SEEN_EVERY) await touch(app, id, now)
  return session
}

const touch = (app: Application, id: string, now: number) =>
  app.get('database').transaction(async (trx) => {
    await trx('sessions')
      .where({ id })
      .where('lastSeenAt', '<', now)
      .update({ lastSeenAt: now, expiresAt: now + IDLE })
  })

/** A new device or program. Its token is not stored: the signature makes it unguessable, this row makes it revocable. */
export const startSession = async (app: Application, userId: string, userAgent: string | undefined) => {
  const now = Date.now()
  const session = {
    id: uuidv7(),
    userId,
    kind: 'web',
    name: null,
    userAgent: userAgent?.slice(0, 256) ?? null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + IDLE
  }
  await app.get('database').transaction((trx) => trx('sessions').insert(session))
  return session
}

export const revokeSession = (app: Application, id: string) =>
  app
    .get('database')
    .transaction((trx) => trx('sessions').where({ id, revokedAt: null }).update({ revokedAt: Date.now() }))
