import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'

const HOUR = 3600_000
/** How long each kind of link works (ms). */
const LIFETIMES = { sign_up: 24 * HOUR, new_email: 24 * HOUR, undo: 7 * 24 * HOUR, reset: HOUR } as const
export type LinkKind = keyof typeof LIFETIMES

export interface Link {
  id: string
  kind: LinkKind
  userId: string
  email: string
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/**
 * The address of a page of ours with a new token in its fragment, which browsers send to nobody. The database keeps only the
 * token's hash: who reads it can use no link.
 */
export const makeLink = async (app: Application, trx: Knex, link: Omit<Link, 'id'>) => {
  const token = randomBytes(32).toString('base64url')
  const now = Date.now()
  const expiresAt = now + LIFETIMES[link.kind]
  await trx('links').insert({
    ...link,
    id: uuidv7(),
    tokenHash: hashOf(token),
    createdAt: now,
    expiresAt,
    usedAt: null
  })
  return `${app.get('publicOrigin')()}/${link.kind === 'reset' ? 'reset' : 'verify'}#${token}`
}

/**
 * Uses a link up: of two calls at once only one gets it.
 * @throws 400 `invalid_or_expired_token`, in the same words whatever is wrong with it
 */
export const useLink = async (trx: Knex, token: string, kinds: LinkKind[]): Promise<Link> => {
  const now = Date.now()
  const [link] = await trx<Link>('links')
    .where({ tokenHash: hashOf(token), usedAt: null } as never)
    .where('expiresAt', '>', now)
    .whereIn('kind', kinds)
    .update({ usedAt: now } as never)
    .returning(['id', 'kind', 'userId', 'email'])
  if (!link) throw refusal('invalid_or_expired_token')
  return link
}

/** Links of these kinds that were sent before work no more. */
export const voidLinks = (trx: Knex, userId: string, kinds: LinkKind[]) =>
  trx('links').where({ userId, usedAt: null }).whereIn('kind', kinds).update({ usedAt: Date.now() })
