import type { HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { feeCoverOf, limitsOf } from '../../payments/money.ts'
import { ProviderError, type SubscriptionChange } from '../../payments/provider.ts'
import { syncSubscription } from '../../payments/renewals.ts'
import type { SubscriptionRow } from '../../payments/rows.ts'
import type { SubscriptionPatch } from './subscriptions.schema.ts'

/** Changes a monthly gift where it is kept, at the provider; what it says then is what we keep. */
export const changePromise = async (context: HookContext) => {
  const { app, id } = context
  const patch = context.data as SubscriptionPatch
  const { read, transaction } = app.get('database')
  const row: SubscriptionRow = await read('subscriptions').where({ id }).first()
  if (patch.visibility)
    await transaction((trx) => trx('subscriptions').where({ id }).update({ visibility: patch.visibility }))
  else if (row.status === 'canceled') throw refusal('invalid_transition')
  else await tellProvider(context, row, patch)
  // what was kept is told by the sync; another visibility only here
  if (!patch.visibility) context.event = null
  context.result = await app.service('subscriptions')._get(String(id))
}

const tellProvider = async ({ app }: HookContext, row: SubscriptionRow, { amount, status }: SubscriptionPatch) => {
  const { provider, test } = app.get('payments')
  // what was rehearsed is unknown to the real provider
  if (Boolean(row.test) !== test) throw refusal('invalid_transition')
  const { currency, id, providerRef } = row
  const feeCover =
    amount === undefined || row.feeCover === 0 ? 0 : feeCoverOf(amount, provider.capabilities.fees, currency)
  if (amount !== undefined) {
    const { least, most } = limitsOf(currency)
    if (amount < least || amount > most || feeCover === undefined) throw refusal('invalid_amount')
  }
  const change: SubscriptionChange =
    amount === undefined ? { status: status! } : { total: amount + (feeCover ?? 0), currency }
  try {
    await provider.changeSubscription(providerRef, change)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    throw refusal(error.kind === 'amount' ? 'invalid_amount' : 'payments_unavailable')
  }
  if (amount !== undefined)
    await app.get('database').transaction((trx) =>
      // an answer that was asked for before does not know of it
      trx('subscriptions').where({ id }).update({ amount, feeCover }).increment('version', 1)
    )
  await syncSubscription(app, providerRef)
}
