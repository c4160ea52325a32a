import { hash, verify } from '@node-rs/argon2'
import type { Knex } from 'knex'
import pLimit from 'p-limit'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'

/** OWASP's minimum for Argon2id, which is also the library's default algorithm: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same characters give the same password, however the keyboard composes them. */
const normal = (password: string) => password.normalize('NFKC')

/** Verified against when there is no such account, so that the time of an answer does not tell. */
const nobody = hash('nobody has this password', COST)

export const storePassword = async (db: Knex, userId: string, passwordHash: string) => {
  await db('credentials').insert({ userId, passwordHash }).onConflict('userId').merge()
}

/** Hashing is made to be slow; more than two at once, or a queue of more than fifty, would stall everybody else. */
const turns = pLimit(2)
const MOST_WAITING = 50
const inTurn = <T>(work: () => Promise<T>) => {
  if (turns.pendingCount >= MOST_WAITING) throw refusal('busy', { retryAfter: 2 })
  return turns(work)
}

export const hashPassword = (password: string) => inTurn(() => hash(normal(password), COST))

export const isPasswordOf = async (app: Application, userId: string | undefined, password: string) => {
  const db = app.get('database').read
  const stored: { passwordHash: string } | undefined = userId
    ? await db('credentials').where({ userId }).first('passwordHash')
    : undefined
  const known = stored?.passwordHash ?? (await nobody)
  const right = await inTurn(() => verify(known, normal(password)))
  return stored !== undefined && right
}
