import type { Application, Transaction } from '../../declarations.ts'
import { tellRoom } from '../../payments/gift-message.ts'
import type { DonationRow, SubscriptionRow } from '../../payments/rows.ts'
import { isPaid } from '../../payments/states.ts'

/**
 * Somebody's account is deleted: what they wrote with their gifts goes, the books and receipts stay, as the law wants it. Monthly
 * gifts end at the provider once the deletion is durable.
 */
export const forgetDonor = async (app: Application, transaction: Transaction, userId: string) => {
  const trx = transaction.trx!
  const gifts: DonationRow[] = await trx('donations').where({ userId }).whereNot({ message: '' })
  await trx('donations').where({ userId }).update({ message: '' })
  for (const gift of gifts) if (isPaid(gift.status)) await tellRoom(app, transaction, { ...gift, message: '' })
  const promises: SubscriptionRow[] = await trx('subscriptions').where({ userId }).whereNot({ status: 'canceled' })
  await trx('subscriptions')
    .where({ userId })
    .whereNot({ status: 'canceled' })
    .update({ status: 'canceled', endedAt: Date.now() })
  transaction.after?.(() => {
    for (const { providerRef } of promises)
      app
        .get('payments')
        .provider.changeSubscription(providerRef, { status: 'canceled' })
        .catch((error: unknown) => app.get('logger').error({ err: error }, 'a monthly gift was not ended'))
  })
}
