import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import type { Actor, Scope } from '../../policy.ts'
import { evenInTrouble } from '../../trouble.ts'

/** A session ends when it has not been used for so long (ms). */
const IDLE = 60 * 24 * 3600_000
/** Between the password and the second factor one has so long (ms). */
const HALF = 5 * 60_000
/** `lastSeenAt` is written at most so often (ms). */
const SEEN_EVERY = 60_000
/** After a rotation the token before it counts so much longer, for calls that are under way (ms). */
const OVERLAP = 60_000

export interface LiveSession {
  id: string
  userId: string
  role: Actor['role']
  kind: 'web' | 'token'
  /** `half`: the password was right, the second factor is still missing. It may do nothing but bring it. */
  stage: 'full' | 'half'
  scopes: string | null
  lastSeenAt: number
  expiresAt: number
  generation: number
  rotatedAt: number | null
  rotateAt: number | null
  confirmedAt: number | null
  mutedUntil: number | null
  emailVerifiedAt: number | null
}

const COLUMNS = [
  ...['id', 'userId', 'kind', 'stage', 'scopes', 'lastSeenAt', 'expiresAt'],
  ...['generation', 'rotatedAt', 'rotateAt', 'confirmedAt']
].map((column) => `sessions.${column}`)

/** The session if it may still admit somebody: not revoked, not expired, and its account active. One indexed read. */
export const liveSession = async (app: Application, id: string): Promise<LiveSession | undefined> => {
  const now = Date.now()
  const session: LiveSession | undefined = await app
    .get('database')
    .read('sessions')
    .join('users', 'users.id', 'sessions.userId')
    .where({ 'sessions.id': id, 'sessions.revokedAt': null, 'users.status': 'active' })
    .where('sessions.expiresAt', '>', now)
    .first(...COLUMNS, 'users.role', 'users.mutedUntil', 'users.emailVerifiedAt')
  if (session && now - session.lastSeenAt > SEEN_EVERY) await touch(app, session, now).catch(evenInTrouble)
  return session
}

/** What the payload of an access token says of itself. */
export interface TokenPayload {
  jti: string
  sub: string
  exp: number
  /** Which generation of the session's token this is. */
  gen?: number
}

/**
 * The session behind a token, if the token is the one that counts now.
 * @throws 401 `session_ended`; `second_factor_required` unless `half` sessions will do
 */
export const admittedBy = async (app: Application, token: TokenPayload, { half = false } = {}) => {
  const session = await liveSession(app, token.jti)
  if (session?.userId !== token.sub || !isCurrent(session, token.gen ?? 0)) throw refusal('session_ended')
  if (session.stage === 'half' && !half) throw refusal('second_factor_required')
  return session
}

const isCurrent = ({ generation, rotatedAt }: LiveSession, presented: number) =>
  presented === generation || (presented === generation - 1 && Date.now() - (rotatedAt ?? 0) < OVERLAP)

export const actorOfSession = (app: Application, session: LiveSession): Actor & { sessionId: string } => ({
  userId: session.userId,
  role: session.role,
  sessionId: session.id,
  mutedUntil: session.mutedUntil,
  confirmedAt: session.confirmedAt ?? 0,
  ...(session.scopes !== null && { scopes: session.scopes.split(',') as Scope[] }),
  // an owner who has only just set up mail must be able to go on
  ...(app.get('mail').configured && !session.emailVerifiedAt && session.role !== 'owner' && { unverified: true })
})

/** What is used stays; a personal access token ends on its day all the same. */
const touch = (app: Application, { id, kind, stage }: LiveSession, now: number) =>
  app.get('database').transaction(async (trx) => {
    const slides = kind === 'web' && stage === 'full'
    await trx('sessions')
      .where({ id })
      .where('lastSeenAt', '<', now)
      .update({ lastSeenAt: now, ...(slides && { expiresAt: now + IDLE }) })
  })

interface NewSession {
  userId: string
  userAgent?: string | undefined
  stage?: LiveSession['stage']
  /** A personal access token has a name, scopes and a day on which it ends. */
  token?: { name: string; scopes: string; expiresAt: number }
}

/** A new device or program. Its token is not stored: the signature makes it unguessable, this row makes it revocable. */
export const startSession = async (db: Knex, { userId, userAgent, stage = 'full', token }: NewSession) => {
  const now = Date.now()
  const session = {
    id: uuidv7(),
    userId,
    kind: token ? 'token' : 'web',
    stage,
    name: token?.name ?? null,
    scopes: token?.scopes ?? null,
    userAgent: userAgent?.slice(0, 256) ?? null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: token?.expiresAt ?? now + (stage === 'half' ? HALF : IDLE),
    // who has just signed in has just shown who they are
    confirmedAt: token || stage === 'half' ? null : now
  }
  await db('sessions').insert(session)
  return session
}

export const revokeSession = (app: Application, id: string) =>
  app
    .get('database')
    .transaction((trx) => trx('sessions').where({ id, revokedAt: null }).update({ revokedAt: Date.now() }))

/** All web sessions of somebody get a new token with their next request: a role or a password has changed. */
export const askForRotation = (db: Knex, userId: string) =>
  db('sessions').where({ userId, kind: 'web', revokedAt: null }).update({ rotateAt: Date.now() })

/** Takes the next generation, if no other request has done so. Answers it. */
export const rotate = (app: Application, { id, generation }: LiveSession) =>
  app
    .get('database')
    .transaction(async (trx) => {
      const next = { generation: generation + 1, rotatedAt: Date.now(), rotateAt: null }
      const changed = await trx('sessions').where({ id, generation }).whereNotNull('rotateAt').update(next)
      return changed === 1 ? next.generation : undefined
    })
    .catch(evenInTrouble)
