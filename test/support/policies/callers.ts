import { createClient, socket } from '../../../api/client.ts'
import type { Cast } from '../cast.ts'
import { aLine, memoryStorage, PASSWORD, request, type Somebody } from '../people.ts'
import type { Socket } from 'socket.io-client'

/**
 * Every kind of caller. `author` is the one whose record it is about, `donor` the one whose gift; `founder` owns the community,
 * `owner` the room. `tokenGifts` is the donor's and `tokenBooks` the treasurer's, both for gifts alone.
 */
export const callers = [
  ...['anonymous', 'unverified', 'suspended', 'stranger', 'member', 'muted', 'moderator', 'owner', 'author', 'donor'],
  ...['treasurer', 'admin', 'founder', 'tokenRead', 'tokenWrite', 'tokenGifts', 'tokenBooks', 'revokedToken'],
  ...['revoked', 'half']
] as const as readonly Caller[]
export type Caller =
  | 'anonymous'
  | 'unverified'
  | 'suspended'
  | 'stranger'
  | 'member'
  | 'muted'
  | 'moderator'
  | 'owner'
  | 'author'
  | 'donor'
  | 'treasurer'
  | 'admin'
  | 'founder'
  | 'tokenRead'
  | 'tokenWrite'
  | 'tokenGifts'
  | 'tokenBooks'
  | 'revokedToken'
  | 'revoked'
  | 'half'

/** One caller with a credential, on all four ways in. */
export interface Lines {
  token: string | undefined
  bearer: Socket
  cookie: Socket
}

const linesOf = async ({ hearth }: Cast, token: string | undefined): Promise<Lines> => {
  const open = async (extraHeaders: Record<string, string>) => {
    const line = aLine(hearth.url, { extraHeaders })
    await new Promise((resolve, reject) => line.on('connect', () => resolve(undefined)).on('connect_error', reject))
    return line
  }
  return {
    token,
    bearer: await open(token ? { authorization: `Bearer ${token}` } : {}),
    cookie: await open(token ? { cookie: `hearth=${token}`, 'sec-fetch-site': 'same-origin' } : {})
  }
}

const tokenOf = async (person: Somebody, scopes: string[]) => {
  const data = { name: 'bot', scopes, expiresAt: Date.now() + 3600_000 }
  const { body } = await person.rest('POST', '/api/sessions', data)
  return { id: body.id as string, token: body.accessToken as string }
}

/** Makes all callers out of the cast. What takes a right away happens last, behind the back of sockets that are open. */
export const allCallers = async (cast: Cast): Promise<Record<Caller, Lines>> => {
  const { hearth, member, donor, treasurer } = cast
  const { transaction } = hearth.app.get('database')
  const [read, write, gone] = [
    await tokenOf(member, ['read']),
    await tokenOf(member, ['write']),
    await tokenOf(member, ['read', 'write', 'moderate'])
  ]
  const [gifts, books] = [await tokenOf(donor, ['donations']), await tokenOf(treasurer, ['donations'])]
  const lines = {
    anonymous: await linesOf(cast, undefined),
    tokenRead: await linesOf(cast, read.token),
    tokenWrite: await linesOf(cast, write.token),
    tokenGifts: await linesOf(cast, gifts.token),
    tokenBooks: await linesOf(cast, books.token),
    revokedToken: await linesOf(cast, gone.token),
    half: await half(cast)
  } as Record<Caller, Lines>
  for (const caller of callers)
    if (!(caller in lines)) lines[caller] = await linesOf(cast, cast[caller as keyof Cast & Caller].token)
  await transaction(async (trx) => {
    const now = Date.now()
    await trx('sessions').where({ id: gone.id }).update({ revokedAt: now })
    await trx('sessions').where({ userId: cast.revoked.id }).update({ revokedAt: now })
    await trx('users').where({ id: cast.suspended.id }).update({ status: 'suspended' })
    await trx('users')
      .where({ id: cast.muted.id })
      .update({ mutedUntil: now + 3600_000 })
    await trx('users').where({ id: cast.unverified.id }).update({ emailVerifiedAt: null })
    await trx('users').where({ id: cast.treasurer.id }).update({ role: 'treasurer' })
  })
  return lines
}

/** Somebody who has given the password, and not the code. A handshake with that is refused, so sockets sign in on their line. */
const half = async ({ hearth, halfway }: Cast): Promise<Lines> => {
  await hearth.app
    .get('database')
    .transaction((trx) =>
      trx('authenticators').insert({ id: halfway.id, userId: halfway.id, sealed: 'x', confirmedAt: 1, createdAt: 1 })
    )
  const credentials = { strategy: 'local' as const, email: halfway.email, password: PASSWORD }
  const { body } = await request(hearth.url, 'POST', '/api/authentication', { body: credentials })
  const open = async () => {
    const line = aLine(hearth.url)
    await createClient(socket(line), { storage: memoryStorage() }).service('authentication').create(credentials)
    return line
  }
  return { token: body.accessToken, bearer: await open(), cookie: await open() }
}
