import type { Application, Transaction } from '../declarations.ts'
import { tellGift } from '../services/messages/gift-log.ts'
import type { GiftCard } from '../services/messages/messages.schema.ts'
import { campaignPart } from './money.ts'
import type { DonationRow } from './rows.ts'

/** What everybody may know of a gift that has been paid, as its donor chose. */
export const publicGift = (donation: DonationRow) => {
  const { visibility, campaignId, currency, exponent, interval, amount, refundedAmount, total, test } = donation
  const isAnonymous = visibility === 'anonymous'
  const isHidden = visibility !== 'public' && !isAnonymous
  const status: GiftCard['status'] =
    donation.status === 'refunded' || donation.status === 'lost'
      ? 'refunded'
      : refundedAmount > 0
        ? 'partly_refunded'
        : 'given'
  return {
    campaignId,
    name: isAnonymous || donation.userId ? null : donation.donorName,
    amount: isHidden ? null : amount,
    currency,
    exponent,
    interval,
    status,
    // in the words of the gift, not of what was paid
    refundedAmount: isHidden ? null : campaignPart({ amount, total }, refundedAmount),
    anonymous: isAnonymous,
    test: Boolean(test)
  } satisfies GiftCard
}

/** Tells the campaign's room of a gift, or of what has changed about it, in the transaction of the change. */
export const tellRoom = async (app: Application, transaction: Transaction, donation: DonationRow) => {
  const { id, userId, campaignId, visibility, message, succeededAt } = donation
  const {
    roomId
  }: {
    roomId: string | null
  } = await transaction.trx!('campaigns').where({ id: campaignId }).first('roomId')
  if (!succeededAt) return
  const isAnonymous = visibility === 'anonymous'
  const entry = {
    key: id,
    roomId,
    userId: isAnonymous ? null : userId,
    donationId: isAnonymous ? null : id,
    text: message,
    card: publicGift(donation),
    at: succeededAt
  }
  await tellGift(app, entry, transaction)
}
