import type { Application, Transaction } from '../declarations.ts'
import { refusal } from '../errors.ts'
import { withTransaction } from '../hooks/transact.ts'
import type { Refund } from '../services/refunds/refunds.schema.ts'
import { ProviderError } from './provider.ts'
import type { DonationRow } from './rows.ts'
import { locked, syncFromProvider, tell } from './settle.ts'
import { settleMovements } from './movements.ts'

/**
 * Tells the provider of a refund that was decided here, and books what follows. Calling it again is safe: the provider knows the
 * refund by our id. @throws 503 `payments_unavailable`; it is tried again by itself then @throws 409 `invalid_transition`
 */
export const requestRefund = async (app: Application, refundId: string) => {
  const db = app.get('database').read
  const refund: Refund | undefined = await db('refunds').where({ id: refundId }).first()
  if (refund?.status !== 'requested') return
  const donation: DonationRow = await db('donations').where({ id: refund.donationId }).first()
  if (donation.provider === 'offline') return giveBackByHand(app, refund)
  if (refund.createdAt < Date.now() - FRESH && (await isKnownThere(app, refund))) return
  const { paymentRef, currency } = donation
  try {
    await app
      .get('payments')
      .provider.refund({ refundId, paymentRef: String(paymentRef), amount: refund.amount, currency })
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.kind === 'unavailable') throw refusal('payments_unavailable')
    await withTransaction(app, async (transaction) => {
      await transaction.trx!('refunds').where({ id: refundId, status: 'requested' }).update({ status: 'failed' })
      tellRefund(app, transaction, refund)
    })
    throw refusal('invalid_transition')
  }
  await syncFromProvider(app, donation.id, 'treasurer')
}

/** So long (ms) the provider is sure to know a refund by our id; Stripe keeps it for a day. */
const FRESH = 60_000

/** Whether a call that seemed to fail had done it: money must not go back twice because the provider forgot our id meanwhile. */
const isKnownThere = async (app: Application, { id, donationId }: Refund) => {
  try {
    await syncFromProvider(app, donationId, 'treasurer')
  } catch (error) {
    throw error instanceof ProviderError ? refusal('payments_unavailable') : error
  }
  const now: Pick<Refund, 'status'> = await app.get('database').read('refunds').where({ id }).first('status')
  return now.status !== 'requested'
}

/** Those who keep the books hear how a refund stands, once it is durable. */
export const tellRefund = (
  app: Application,
  transaction: Transaction,
  { id }: Pick<Refund, 'id'>,
  event: 'created' | 'patched' = 'patched'
) => transaction.after?.(async () => void app.service('refunds').emit(event, await app.service('refunds').get(id)))

/** Cash and transfers go back by hand: it is booked when it is decided. */
const giveBackByHand = (app: Application, refund: Refund) =>
  withTransaction(app, async (transaction) => {
    const trx = transaction.trx!
    const donation = await locked(transaction, refund.donationId)
    await trx('refunds')
      .where({ id: refund.id })
      .update({ status: 'succeeded', providerRef: `offline:${refund.id}` })
    // one that was decided meanwhile is told of by its own call
    await settleMovements(app, transaction, donation, { refunds: [], disputes: [] }, 'treasurer')
    tellRefund(app, transaction, refund)
    tell(app, transaction, donation)
  })
