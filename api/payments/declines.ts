import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { Application } from '../declarations.ts'
import type { Donor } from './donor.ts'
import type { DonationRow } from './rows.ts'
import { syncFromProvider } from './settle.ts'

/** Whoever tries stolen cards tries many. A checkout takes so many declines. */
const MOST_DECLINES = 3
/** So many in the whole community within so long (ms), and only those who have been here a while may give. */
const BREAKER = { declines: 10, within: 5 * 60_000, memberFor: 24 * 3600_000 }

/**
 * Counts a declined payment, once, however often its notice is handled; the checkout of too many is closed.
 * @param eventRef what the provider calls the notice
 * @throws {ProviderError} the checkout was not closed
 */
export const noteDecline = async (app: Application, { id, checkoutRef }: DonationRow, eventRef: string) => {
  const declines = await app.get('database').transaction((trx) => count(trx, id, eventRef))
  if (declines < MOST_DECLINES || !checkoutRef) return
  await app.get('payments').provider.expire(checkoutRef)
  await syncFromProvider(app, id, 'webhook')
}

/** Whoever notes the event counts it. @returns how many declines there are now */
const count = async (trx: Knex, donationId: string, causeRef: string): Promise<number> => {
  // locked before the event is noted, as in every other step: so two of them do not wait for each other
  const { status, declines }: Pick<DonationRow, 'status' | 'declines'> = await trx('donations')
    .where({ id: donationId })
    .forUpdate()
    .first('status', 'declines')
  const event = { id: uuidv7(), donationId, fromStatus: status, toStatus: DECLINED, cause: 'webhook', causeRef }
  const noted = await trx('donationEvents')
    .insert({ ...event, createdAt: Date.now() })
    .onConflict('causeRef')
    .ignore()
    .returning('id')
  if (noted.length === 0) return declines
  await trx('donations').where({ id: donationId }).increment('declines', 1)
  return declines + 1
}

const DECLINED = 'declined'

/** Whether somebody must wait because cards are being tried here. */
export const isBreakerOpen = async (trx: Knex, donor: Donor) => {
  const now = Date.now()
  const rows = await trx('donationEvents')
    .where({ toStatus: DECLINED })
    .where('createdAt', '>', now - BREAKER.within)
    .count('id as n')
  if (Number(rows[0]?.n) < BREAKER.declines) return false
  if (!('userId' in donor)) return true
  const user: { createdAt: number } = await trx('users').where({ id: donor.userId }).first('createdAt')
  return user.createdAt > now - BREAKER.memberFor
}
