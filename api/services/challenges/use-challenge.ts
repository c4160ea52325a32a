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
  const [row] = await trx('challenges')
    .where({ id, purpose, userId })
    .where('expiresAt', '>', Date.now())
    .delete()
    .returning('challenge')
  if (!row) throw refusal('invalid_assertion')
  return row as { challenge: string }
}
