import { createHmac } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { openDatabase } from '../../api/database.ts'

/** Rows of one statement: SQLite takes so many values at most. */
const ROWS = 500
const DAY = 24 * 3600_000

/** Everybody of a crowd is signed in already, and they share a room. */
export interface Crowd {
  roomId: string
  userIds: string[]
  membershipIds: string[]
  /** One access token a person; the first person owns the room. */
  tokens: string[]
}

/** Fills an empty database with people who are all in one room. Written into the tables: to hash a thousand passwords takes long. */
export const aCrowd = async (databaseUrl: string, secret: string, count: number): Promise<Crowd> => {
  const database = openDatabase(databaseUrl)
  try {
    await database.migrate()
    const now = Date.now()
    const roomId = uuidv7()
    const people = Array.from({ length: count }, (_, i) => ({
      id: uuidv7(),
      handle: `person${i}`,
      session: uuidv7(),
      i
    }))
    const memberships = people.map(({ id, i }) => ({
      id: uuidv7(),
      roomId,
      userId: id,
      role: i === 0 ? 'owner' : 'member',
      readSeq: 0,
      notify: 'all',
      createdAt: now
    }))
    const tables: [string, object[]][] = [
      ['users', people.map(({ id, handle, i }) => userRow(id, handle, i === 0 ? 'owner' : 'member', now))],
      ['profiles', people.map(({ id, handle }) => profileRow(id, handle, now))],
      ['sessions', people.map(({ id, session }) => sessionRow(session, id, now))],
      ['rooms', [roomRow(roomId, now)]],
      ['memberships', memberships]
    ]
    await database.transaction(async (trx) => {
      for (const [table, rows] of tables)
        for (let from = 0; from < rows.length; from += ROWS) await trx(table).insert(rows.slice(from, from + ROWS))
    })
    return {
      roomId,
      userIds: people.map(({ id }) => id),
      membershipIds: memberships.map(({ id }) => id),
      tokens: people.map(({ id, session }) => tokenFor(secret, id, session))
    }
  } finally {
    await database.close()
  }
}

const userRow = (id: string, handle: string, role: string, now: number) => ({
  id,
  email: `${handle}@example.org`,
  role,
  status: 'active',
  emailVerifiedAt: now,
  admittedAt: now,
  createdAt: now
})

const profileRow = (id: string, handle: string, now: number) => ({
  id,
  handle,
  displayName: handle,
  search: ` ${handle}`,
  bio: '',
  pronouns: '',
  links: '[]',
  hue: 1,
  createdAt: now
})

const sessionRow = (id: string, userId: string, now: number) => ({
  id,
  userId,
  kind: 'web',
  stage: 'full',
  createdAt: now,
  lastSeenAt: now,
  expiresAt: now + DAY,
  confirmedAt: now
})

const roomRow = (id: string, now: number) => ({
  id,
  slug: 'bench',
  name: 'Bench',
  search: ' bench',
  topic: '',
  visibility: 'public',
  createdAt: now
})

/** An access token as the server signs it. */
export const tokenFor = (secret: string, userId: string, sessionId: string) => {
  const now = Math.floor(Date.now() / 1000)
  const head = { alg: 'HS256', typ: 'access' }
  const body = { gen: 0, iat: now, exp: now + 86_400, aud: 'hearth', iss: 'hearth', sub: userId, jti: sessionId }
  const signed = [head, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
