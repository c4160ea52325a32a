import type { Knex } from 'knex'
import { refusal } from '../../errors.ts'

/** @throws 403 `blocked` when one of the two has blocked the other: neither writes to the other then */
export const refuseBlocked = async (trx: Knex, one: string, other: string) => {
  const found = await trx('blocks')
    .where({ userId: one, blockedId: other })
    .orWhere({ userId: other, blockedId: one })
    .first('id')
  if (found) throw refusal('blocked')
}
