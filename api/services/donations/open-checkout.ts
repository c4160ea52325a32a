import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { withTransaction } from '../../hooks/transact.ts'
import { donorEmail } from '../../payments/donor.ts'
import { move } from '../../payments/move.ts'
import { ProviderError } from '../../payments/provider.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { tell } from '../../payments/settle.ts'

/** Outside of any transaction: the provider may take its time. Doing it again is safe, it knows the gift by its id. */
export const openCheckout = async (app: Application, row: DonationRow): Promise<DonationRow> => {
  const { id, total, currency, interval, createdAt, campaignId } = row
  const db = app.get('database').read
  const campaign: { title: string } = await db('campaigns').where({ id: campaignId }).first('title')
  const email = (await donorEmail(db, row)) ?? ''
  const back = `${app.get('publicOrigin')()}/give/${id}`
  try {
    const { ref, url } = await app.get('payments').provider.createCheckout({
      ...{ donationId: id, total, currency, interval, createdAt, title: campaign.title, email },
      ...{ successUrl: back, cancelUrl: `${back}?canceled=true` }
    })
    await withTransaction(app, async (transaction) => {
      const opened = await move(transaction.trx!, row, 'pending', 'donor', { checkoutRef: ref, checkoutUrl: url })
      if (opened) tell(app, transaction, row)
    })
    return (await db('donations').where({ id }).first()) as DonationRow
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.kind === 'unavailable') throw refusal('payments_unavailable')
    await withTransaction(app, async (transaction) => {
      if (await move(transaction.trx!, row, 'failed', 'donor', { checkAt: null })) tell(app, transaction, row)
    })
    throw refusal(error.kind === 'amount' ? 'invalid_amount' : 'payments_unavailable')
  }
}
