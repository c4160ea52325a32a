import type { Knex } from 'knex'
import { refusal } from '../../errors.ts'

export type Purpose = 'register' | 'sign_in'

/** Takes a challenge out of the world: it can be answered once. @throws 401 `invalid_assertion` */
export const useChallenge = async (
  trx: Knex,
  id: string,
  purpose: Purpose,
  userId: string | null
): Promise<{ challenge: string }> => {
  const mine = () => trx('challenges').where({ id, purpose, userId }).where('expiresAt', '>', Date.now())
  const row: { challenge: string } | undefined = await mine().first('challenge')
  // of two answers at once only one takes it away
  if (!row || (await mine().delete()) !== 1) throw refusal('invalid_assertion')
  return row
}
