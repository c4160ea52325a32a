import type { Knex } from 'knex'
import { refusal } from '../../../errors.ts'

/** A community has somebody who can lead it. @throws 409 `last_owner` */
export const keepAnOwner = async (trx: Knex, userId: string) => {
  // two owners who go at the same moment go one after the other
  await trx('communities').forUpdate().first('id')
  const other = await trx('users').where({ role: 'owner', status: 'active' }).whereNot({ id: userId }).first('id')
  if (!other) throw refusal('last_owner')
}
