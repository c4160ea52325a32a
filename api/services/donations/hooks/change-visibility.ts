import type { HookContext } from '../../../declarations.ts'
import { withTransaction } from '../../../hooks/transact.ts'
import { locked, tell } from '../../../payments/settle.ts'
import { showEverywhere } from '../../../payments/show-everywhere.ts'
import { isPaid } from '../../../payments/states.ts'
import { recordAct } from '../../acts/record-act.ts'
import type { DonationPatch } from '../donations.schema.ts'

/** How much others see of a gift: its message, the count of people and the badge follow in the same transaction. */
export const changeVisibility = async (context: HookContext) => {
  const { app, id, params } = context
  const { visibility } = context.data as DonationPatch
  // told of as it is: what the caller is answered may be less than its other readers may see
  context.event = null
  context.result = await withTransaction(app, async (transaction) => {
    const trx = transaction.trx!
    const donation = await locked(transaction, String(id))
    if (donation.visibility === visibility) return donation
    await trx('donations').where({ id: donation.id }).update({ visibility })
    tell(app, transaction, donation)
    const changed = { ...donation, visibility }
    if (isPaid(donation.status)) await showEverywhere(app, transaction, changed)
    // a guest, who has no account, changes it by their link
    if (donation.userId !== (params.actor?.userId ?? null))
      await recordAct(
        { params: { ...params, transaction } },
        { action: 'donations.visibility', recordId: donation.id, details: { visibility } }
      )
    return changed
  })
}
