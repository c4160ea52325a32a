import { v7 as uuidv7 } from 'uuid'
import type { Application, Transaction } from '../declarations.ts'
import type { Refund } from '../services/refunds/refunds.schema.ts'
import { bookBack, bookedBack } from './going-back.ts'
import type { RefundState } from './provider.ts'
import type { DonationRow } from './rows.ts'

/** What has gone on does not go back, whatever an older answer says. */
const REFUND_STEPS: readonly Refund['status'][] = ['requested', 'pending', 'succeeded', 'failed']

/** Our row of a refund, or a new one for a refund that was made at the provider. */
export const noteRefund = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  state: RefundState
) => {
  const trx = transaction.trx!
  const { ref, refundId, amount, status } = state
  const known: Refund | undefined =
    (await trx('refunds').where({ providerRef: ref }).first()) ??
    (refundId ? await trx('refunds').where({ id: refundId, donationId: donation.id }).first() : undefined)
  const { currency } = donation
  const row: Refund = known
    ? { ...known, status }
    : {
        ...{ id: uuidv7(), donationId: donation.id, amount, currency, status },
        ...{ reason: 'Made at the payment provider', userId: null, createdAt: Date.now() }
      }
  if (!known) await trx('refunds').insert({ ...row, providerRef: ref })
  else if (isNews(known, status)) await trx('refunds').where({ id: known.id }).update({ status, providerRef: ref })
  else return
  const event = known ? 'patched' : 'created'
  transaction.after?.(async () => void app.service('refunds').emit(event, await app.service('refunds').get(row.id)))
}

/** One that was refused here is unknown to the provider, unless it says otherwise. */
const isNews = (
  { status: before, providerRef }: Refund & { providerRef?: string | null },
  now: RefundState['status']
) => !providerRef || REFUND_STEPS.indexOf(now) > REFUND_STEPS.indexOf(before)

export const bookRefund = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  state: RefundState
) => {
  const { ref, amount, status } = state
  const before = await bookedBack(transaction, donation)
  // one that failed before we heard of it never left
  const isBooked = await transaction.trx!('ledgerTransactions')
    .where({ sourceKey: `refund:${ref}` })
    .first('id')
  if (status !== 'failed')
    await bookBack(app, transaction, donation, {
      kind: 'refund',
      sourceKey: `refund:${ref}`,
      before,
      amount,
      to: 'asset'
    })
  else if (isBooked)
    await bookBack(app, transaction, donation, {
      kind: 'refund_failed',
      sourceKey: `refund_failed:${ref}`,
      before,
      amount: -amount,
      to: 'asset'
    })
}
