import type { Application } from '../declarations.ts'
import { withTransaction } from '../hooks/transact.ts'
import { move } from './move.ts'
import type { DonationRow } from './rows.ts'
import { locked, tell } from './settle.ts'

/**
 * The donor thought better of it: the checkout is closed, unless it has been paid meanwhile.
 * @throws {ProviderError} the provider did not answer; nothing has changed
 */
export const turnBack = async (app: Application, { id, checkoutRef }: DonationRow) => {
  if (!checkoutRef) return
  const { provider } = app.get('payments')
  await provider.expire(checkoutRef)
  const snapshot = await provider.fetch({ checkoutRef })
  if (snapshot.state !== 'expired') return
  await withTransaction(app, async (transaction) => {
    const donation = await locked(transaction, id)
    const canceled = await move(transaction.trx!, donation, 'canceled', 'donor', { checkAt: null, checkoutUrl: null })
    if (canceled) tell(app, transaction, donation)
  })
}
