import type { HookContext } from '../../declarations.ts'
import { texts } from '../../mail/texts.ts'
import { donorPage, writeTo } from '../../payments/donor.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { tell } from '../../payments/settle.ts'
import type { Message } from '../messages/messages.schema.ts'

/** Whoever takes down the message of a gift keeps the money only if its donor wants it so: they are offered to have it back. */
export const offerRefund = async (context: HookContext) => {
  const { app, params } = context
  const message = params.record as Message | undefined
  if (!params.provider || message?.kind !== 'gift') return
  const transaction = params.transaction!
  const trx = transaction.trx!
  const { giftKey }: { giftKey: string } = await trx('messages').where({ id: message.id }).first('giftKey')
  const donation: DonationRow | undefined = await trx('donations').where({ id: giftKey }).first()
  if (!donation || donation.userId === params.actor?.userId) return
  if (!['succeeded', 'partially_refunded'].includes(donation.status)) return
  await trx('donations').where({ id: donation.id, refundOfferedAt: null }).update({ refundOfferedAt: Date.now() })
  await writeTo(app, transaction, donation, (community) => texts.refundOffered(community, donorPage(app, donation)))
  tell(app, transaction, donation)
}
