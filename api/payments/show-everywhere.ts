import type { Application, Transaction } from '../declarations.ts'
import { tellRoom } from './gift-message.ts'
import type { DonationRow } from './rows.ts'
import { refreshSupport, refreshTotals } from './totals.ts'

/**
 * What others see of a gift follows from how it stands: the campaign's totals, its message in the room, its donor's badge, in the
 * transaction of the change. One order for all, so that two gifts at once never wait for each other's rows.
 */
export const showEverywhere = async (app: Application, transaction: Transaction, donation: DonationRow) => {
  await refreshTotals(app, transaction, donation)
  await tellRoom(app, transaction, donation)
  if (donation.userId) await refreshSupport(app, transaction, donation.userId, Boolean(donation.test))
}
