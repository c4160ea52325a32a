import type { Application, Transaction } from '../declarations.ts'
import { withTransaction } from '../hooks/transact.ts'
import { texts } from '../mail/texts.ts'
import { isId } from '../validators.ts'
import { writeTo } from './donor.ts'
import type { Refs, SubscriptionState } from './provider.ts'
import { newDonation, type DonationRow, type SubscriptionRow } from './rows.ts'
import { apply, syncFromProvider } from './settle.ts'
import { isPaid } from './states.ts'

/** Another month of a monthly gift, or the first one, told by its invoice. @returns false when nothing of ours is behind it */
export const renew = async (app: Application, { invoiceRef, donationId, subscriptionRef }: Refs): Promise<boolean> => {
  const db = app.get('database').read
  const first: DonationRow | undefined = isId(donationId)
    ? await db('donations').where({ id: donationId }).first()
    : undefined
  // the first month is the gift that began it: it must be told before the second one can be told from it
  if (first && !isPaid(first.status)) await syncFromProvider(app, first.id, 'webhook')
  const known: DonationRow | undefined = await db('donations').where({ invoiceRef }).first()
  if (known) {
    await syncFromProvider(app, known.id, 'webhook')
    return true
  }
  const promise: SubscriptionRow | undefined = await db('subscriptions').where({ providerRef: subscriptionRef }).first()
  if (!promise) return first !== undefined
  const snapshot = await app.get('payments').provider.fetch({ invoiceRef })
  if (snapshot.state !== 'paid') return true
  // what was really paid counts, should the promise have been changed in the same hour
  const feeCover = Math.min(promise.feeCover, Math.max(0, snapshot.total - 1))
  const { userId, campaignId, test, currency, exponent, visibility } = promise
  const donation = newDonation({
    ...{ userId, campaignId, subscriptionId: promise.id, provider: 'stripe', test, currency, exponent, visibility },
    ...{ amount: snapshot.total - feeCover, feeCover, interval: 'month', invoiceRef: String(invoiceRef) }
  })
  await withTransaction(app, async (transaction) => {
    const taken: { id: string } | undefined = await transaction.trx!('donations')
      .where({ provider: 'stripe', invoiceRef })
      .first('id')
    if (!taken) await transaction.trx!('donations').insert(donation)
    const id = taken?.id ?? donation.id
    await apply(app, transaction, id, snapshot, 'renewal')
  })
  return true
}

/**
 * Brings a promise up to date with the provider. An answer counts only if no other one was kept since it was asked for, else the
 * question is asked again: of two answers that cross, the older one may come last. @returns false when it is none of ours
 */
export const syncSubscription = async (app: Application, ref: string): Promise<boolean> => {
  for (;;) {
    const known: Pick<SubscriptionRow, 'id' | 'version'> | undefined = await app
      .get('database')
      .read('subscriptions')
      .where({ providerRef: ref })
      .first('id', 'version')
    if (!known) return false
    const answer = await app.get('payments').provider.fetchSubscription(ref)
    if (await withTransaction(app, (transaction) => keep(app, transaction, known, answer))) return true
  }
}

/** @returns false when another answer was kept meanwhile */
const keep = async (
  app: Application,
  transaction: Transaction,
  { id, version }: Pick<SubscriptionRow, 'id' | 'version'>,
  { status, total, currentPeriodEnd }: SubscriptionState
): Promise<boolean> => {
  const trx = transaction.trx!
  const before: SubscriptionRow = await trx('subscriptions').where({ id }).forUpdate().first()
  // one that has ended does not begin again, whatever an answer says
  if (before.status === 'canceled' && status !== 'canceled') return true
  if (before.version !== version) return false
  const feeCover = Math.min(before.feeCover, Math.max(0, total - 1))
  const after = {
    status: status === 'incomplete' ? ('active' as const) : status,
    ...(total > 0 && { amount: total - feeCover, feeCover }),
    currentPeriodEnd,
    endedAt: status === 'canceled' ? (before.endedAt ?? Date.now()) : null,
    version: version + 1
  }
  await trx('subscriptions').where({ id }).update(after)
  if (after.status === 'past_due' && before.status !== 'past_due')
    await writeTo(app, transaction, before, (community) =>
      texts.monthFailed(community, `${app.get('publicOrigin')()}/settings/giving`)
    )
  transaction.after?.(async () => {
    app.service('subscriptions').emit('patched', await app.service('subscriptions').get(id))
  })
  return true
}
