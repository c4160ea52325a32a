import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { DonationRow } from './rows.ts'
import { FROM, type DonationStatus } from './states.ts'

/** What made a gift change. */
export type Cause = 'webhook' | 'return' | 'reconcile' | 'donor' | 'treasurer' | 'renewal'

/**
 * Moves a gift to another state by one conditional update, and notes it. Of many callers at once exactly one is answered true.
 * The row that was read is brought up to date.
 */
export const move = async (
  trx: Knex,
  donation: DonationRow,
  to: Exclude<DonationStatus, 'created'>,
  cause: Cause,
  changes: Partial<DonationRow> = {}
) => {
  if (donation.status === to) return false
  const update = { ...changes, status: to }
  const moved = await trx('donations').where({ id: donation.id }).whereIn('status', FROM[to]).update(update)
  if (moved !== 1) return false
  const event = { id: uuidv7(), donationId: donation.id, fromStatus: donation.status, toStatus: to, cause }
  await trx('donationEvents').insert({ ...event, createdAt: Date.now() })
  Object.assign(donation, update)
  return true
}
