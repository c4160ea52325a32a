import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { Secret, TOTP } from 'otpauth'
import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../../declarations.ts'

/** What can be brought beside the password. */
export type SecondFactor = 'totp' | 'recovery' | 'passkey'

/** Six digits, a new one every 30 s (RFC 6238), as every authenticator app makes them. */
export const totpOf = (secret: string, label = '', issuer = '') =>
  new TOTP({ secret: Secret.fromBase32(secret), label, issuer, algorithm: 'SHA1', digits: 6, period: 30 })

export const newSecret = () => new Secret({ size: 20 }).base32

/** A password alone admits those who have set up no app. Then a passkey does as well. */
export const secondFactorsOf = async (db: Knex, userId: string): Promise<SecondFactor[]> => {
  const app = await db('authenticators').where({ userId }).whereNotNull('confirmedAt').first('id')
  if (!app) return []
  const passkey = await db('passkeys').where({ userId }).first('id')
  return ['totp', 'recovery', ...(passkey ? (['passkey'] as const) : [])]
}

/** Whether the code is right now for this secret: its time step, one before or after; undefined when it is wrong. */
export const stepOf = (secret: string, code: string): number | undefined => {
  const totp = totpOf(secret)
  const delta = totp.validate({ token: code, window: 1 })
  return delta === null ? undefined : totp.counter() + delta
}

/** Uses a code up: one of the app (each counts once), or a recovery code. */
export const acceptCode = async (app: Application, userId: string, typed: string): Promise<boolean> => {
  const code = typed.toLowerCase().replace(/[\s-]/g, '')
  return app.get('database').transaction(async (trx) => {
    if (!/^\d{6}$/.test(code)) {
      const unused = { userId, codeHash: hashOf(code), usedAt: null }
      return (await trx('recoveryCodes').where(unused).update({ usedAt: Date.now() })) === 1
    }
    const row = await trx('authenticators').where({ userId }).whereNotNull('confirmedAt').first('id', 'sealed')
    const step = row && stepOf(unseal(app, row.sealed), code)
    if (step === undefined) return false
    const used = await trx('authenticators')
      .where({ id: row.id })
      .where((later) => void later.whereNull('lastStep').orWhere('lastStep', '<', step))
      .update({ lastStep: step })
    return used === 1
  })
}

const HOW_MANY = 10
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')

/** Ten codes of 79 bit in groups of four, instead of all that there were. Only their hashes are kept. */
export const newRecoveryCodes = async (trx: Knex, userId: string): Promise<string[]> => {
  const codes = Array.from({ length: HOW_MANY }, () => {
    const letters = Array.from({ length: 16 }, () => ALPHABET[randomLetter()])
    return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
  })
  await trx('recoveryCodes').where({ userId }).delete()
  const row = (code: string) => ({ id: uuidv7(), userId, codeHash: hashOf(code.replaceAll('-', '')), usedAt: null })
  await trx('recoveryCodes').insert(codes.map(row))
  return codes
}

/** Every letter as likely as any other: bytes beyond the last whole multiple are thrown again. */
const randomLetter = (): number => {
  const [byte = 0] = randomBytes(1)
  return byte < Math.floor(256 / ALPHABET.length) * ALPHABET.length ? byte % ALPHABET.length : randomLetter()
}

const keyOf = (app: Application) => Buffer.from(hkdfSync('sha256', app.get('authSecret'), '', 'authenticators', 32))

/** Secrets of authenticator apps have to be read again, so they are kept sealed: a stolen database alone makes no codes. */
export const seal = (app: Application, secret: string) => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(app), iv)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

export const unseal = (app: Application, sealed: string) => {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(app), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
