import type { Application, HookContext, Transaction } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import { withTransaction } from '../../../hooks/transact.ts'
import type { DonationRow } from '../../../payments/rows.ts'
import type { Actor } from '../../../policy.ts'
import type { DonationData } from '../donations.schema.ts'
import { openCheckout } from '../open-checkout.ts'
import { mayBegin, wantedGift } from '../wanted-gift.ts'

/**
 * Begins a gift: keeps what was asked for, then opens a checkout for exactly that. The same id by the same person with the same body
 * answers the gift that is there, and the same checkout: a double click, a reload or a second try never pays twice.
 */
export const beginGift = async (context: HookContext) => {
  const { app, params } = context
  const data = context.data as DonationData
  const row = await withTransaction(app, (transaction) => keep(app, transaction, params.actor, data)).catch(
    (error: unknown) => {
      // somebody else was faster with this id
      throw isUniqueViolation(error) ? refusal('id_conflict') : error
    }
  )
  // each step is told of by its transaction: also a gift whose checkout does not come about
  context.event = null
  context.result = row.status === 'created' && row.provider === 'stripe' ? await openCheckout(app, row) : row
}

const keep = async (app: Application, { trx, after }: Transaction, actor: Actor, data: DonationData) => {
  // one gift of a person after the other: a double click finds what the first one began
  await trx!('users').where({ id: actor.userId }).forNoKeyUpdate().first('id')
  const stored: DonationRow | undefined = await trx!('donations').where({ id: data.id }).first()
  if (stored) {
    if (!isSame(stored, actor, data)) throw refusal('id_conflict')
    return stored
  }
  if (data.message?.trim()) await maySpeak(trx!, actor, data.campaignId)
  const donor = { userId: actor.userId }
  const row = await wantedGift(app, trx!, donor, data)
  await mayBegin(trx!, donor)
  await trx!('donations').insert(row)
  after?.(async () => void app.service('donations').emit('created', await app.service('donations').get(row.id)))
  return row
}

const isSame = (stored: DonationRow, { userId }: Actor, data: DonationData) =>
  stored.userId === userId &&
  stored.campaignId === data.campaignId &&
  stored.amount === data.amount &&
  stored.currency === data.currency &&
  Boolean(stored.coverFees) === (data.coverFees ?? false) &&
  stored.interval === (data.interval ?? 'once') &&
  stored.message === (data.message ?? '').trim() &&
  stored.provider === (data.provider ?? 'stripe')

/** Giving is open to who is muted, speaking through a gift is not. */
const maySpeak = async (trx: NonNullable<Transaction['trx']>, { userId, mutedUntil }: Actor, campaignId: string) => {
  const here: { mutedUntil: number | null } | undefined = await trx('memberships')
    .join('campaigns', 'campaigns.roomId', 'memberships.roomId')
    .where({ 'campaigns.id': campaignId, 'memberships.userId': userId })
    .first('memberships.mutedUntil')
  if (Math.max(mutedUntil ?? 0, here?.mutedUntil ?? 0) > Date.now()) throw refusal('muted')
}
