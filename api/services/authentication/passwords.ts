import { hash, verify } from '@node-rs/argon2'
import type { Knex } from 'knex'

/** OWASP's minimum for Argon2id, which is also the library's default algorithm: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The same characters give the same password, however the keyboard composes them. */
const normal = (password: string) => password.normalize('NFKC')

/** Verified against when there is no such account, so that the time of an answer does not tell. */
const nobody = hash('nobody has this password', COST)

export const storePassword = async (db: Knex, userId: string, passwordHash: string) => {
  await db('credentials').insert({ userId, passwordHash }).onConflict('userId').merge()
}

export const hashPassword = (password: string) => hash(normal(password), COST)

export const isPasswordOf = async (db: Knex, userId: string | undefined, password: string) => {
  const stored: { passwordHash: string } | undefined = userId
    ? await db('credentials').where({ userId }).first('passwordHash')
    : undefined
  const right = await verify(stored?.passwordHash ?? (await nobody), normal(password))
  return stored !== undefined && right
}
