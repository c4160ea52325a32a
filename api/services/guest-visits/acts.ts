import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { withTransaction } from '../../hooks/transact.ts'
import { ProviderError } from '../../payments/provider.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { locked, syncFromProvider, tell } from '../../payments/settle.ts'
import { showEverywhere } from '../../payments/show-everywhere.ts'
import { isPaid } from '../../payments/states.ts'
import { turnBack } from '../../payments/turn-back.ts'
import { recordAct } from '../acts/record-act.ts'
import { openCheckout } from '../donations/open-checkout.ts'
import { mayBegin, wantedGift } from '../donations/wanted-gift.ts'
import { asData, type WishRow } from '../guest-gifts/wish.ts'

/** The mail was opened: what was asked for becomes a gift, once, however often the link is. */
const begin = async (app: Application, wish: WishRow) => {
  await withTransaction(app, async ({ trx, after }) => {
    // of two at once one finds it
    const mine = await trx!('guestGifts').where({ id: wish.id }).delete()
    if (!mine) return
    const gift = await wantedGift(app, trx!, wish, asData(wish))
    await mayBegin(trx!, wish)
    await trx!('donations').insert(gift)
    after?.(async () => void app.service('donations').emit('created', await app.service('donations').get(gift.id)))
  })
}

/** Opens the checkout, also where the provider did not answer the first time. */
const pay = async (app: Application, donation: DonationRow) => {
  if (donation.provider === 'stripe' && donation.status === 'created') await openCheckout(app, donation)
}

/** Where the provider does not answer, what is stored must do. */
const look = async (app: Application, donationId: string) => {
  try {
    await syncFromProvider(app, donationId, 'return')
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
  }
}

const cancel = async (app: Application, donation: DonationRow) => {
  try {
    await turnBack(app, donation)
    await syncFromProvider(app, donation.id, 'return')
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw refusal('payments_unavailable')
  }
}

/** Whose message was taken down may have the gift back, whole. */
const haveBack = async (app: Application, { id, refundOfferedAt }: DonationRow, { address }: Params) => {
  if (refundOfferedAt === null) throw refusal('not_treasurer')
  const refund = { donationId: id, reason: 'The message was taken down, and the donor wants the gift back.' }
  await app.service('refunds').create(refund, { address })
}

/** The gift becomes that of the account one is signed in to: badge, count of people, message and papers follow. */
const claim = async (app: Application, { id }: DonationRow, params: Params): Promise<DonationRow> => {
  const userId = params.actor?.userId
  if (!userId) throw refusal('not_signed_in')
  const receipts = app.service('receipts')
  return withTransaction(app, async (transaction) => {
    const trx = transaction.trx!
    const donation = await locked(transaction, id)
    if (donation.userId) throw refusal('invalid_or_expired_token')
    const owned = { userId, donorName: null, donorEmail: null }
    await trx('donations').where({ id }).update(owned)
    const papers = await trx('receipts').where({ donationId: id }).update({ userId }).returning<{ id: string }[]>('id')
    const claimed = { ...donation, ...owned }
    if (isPaid(donation.status)) await showEverywhere(app, transaction, claimed)
    await recordAct({ params: { ...params, transaction } }, { action: 'guest-visits.claim', recordId: id })
    tell(app, transaction, claimed)
    for (const paper of papers)
      transaction.after?.(async () => void receipts.emit('patched', await receipts.get(paper.id)))
    return claimed
  })
}

/** What can be done with a guest's gift. */
export const ACTS = { begin, pay, look, cancel, haveBack, claim }
