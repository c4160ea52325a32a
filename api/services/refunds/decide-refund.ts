import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { HookContext, Transaction } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { withTransaction } from '../../hooks/transact.ts'
import { requestRefund, tellRefund } from '../../payments/request-refund.ts'
import type { DonationRow } from '../../payments/rows.ts'
import { locked } from '../../payments/settle.ts'
import { isTreasurer, type Actor } from '../../policy.ts'
import { recordAct } from '../acts/record-act.ts'
import type { Refund, RefundData } from './refunds.schema.ts'

/** A person's own gifts. A function, because the adapter would take any object in a query apart. */
export const donationsOf = (userId: string) =>
  function (this: Knex.QueryBuilder) {
    void this.select('id').from('donations').where({ userId })
  }

/**
 * Decides that money goes back, then tells the provider. What is left is looked at in the transaction of the decision, so that of
 * two at once only as much goes back as is there.
 */
export const decideRefund = async (context: HookContext) => {
  const { app, params } = context
  const data = context.data as RefundData
  const { refund, isNew } = await withTransaction(app, (transaction) => decide(transaction, context, data))
  if (refund.status === 'requested') await requestRefund(app, refund.id)
  // its events are told where it is decided and booked
  context.event = null
  context.result = await app.service('refunds').get(refund.id)
  if (isNew) return
  if (refund.userId !== (params.actor?.userId ?? null)) throw refusal('id_conflict')
}

const decide = async (transaction: Transaction, { app, params }: HookContext, data: RefundData) => {
  const trx = transaction.trx!
  const userId = params.actor?.userId ?? null
  // first, so that of two calls with one id the second finds what the first one decided
  const donation = await locked(transaction, data.donationId)
  const known: Refund | undefined = data.id && (await trx('refunds').where({ id: data.id }).first())
  if (known) {
    const isSame = known.donationId === data.donationId && (data.amount ?? known.amount) === known.amount
    if (!isSame || known.userId !== userId) throw refusal('id_conflict')
    return { refund: known, isNew: false }
  }
  // a guest has no account: who calls from inside has decided
  if (params.provider) mayHaveBack(donation, params.actor)
  const open = await trx('refunds').where({ donationId: donation.id, status: 'requested' }).sum('amount as sum')
  const left = donation.total - donation.refundedAmount - Number(open[0]?.sum ?? 0)
  const amount = data.amount ?? left
  if (!['succeeded', 'partially_refunded'].includes(donation.status)) throw refusal('invalid_transition')
  if (left <= 0) throw refusal('invalid_transition')
  if (amount > left) throw refusal('refund_too_large')
  const refund: Refund = {
    ...{ id: data.id ?? uuidv7(), donationId: donation.id, amount, currency: donation.currency },
    ...{ reason: data.reason.trim(), status: 'requested', userId, createdAt: Date.now() }
  }
  await trx('refunds').insert({ ...refund, providerRef: null })
  tellRefund(app, transaction, refund, 'created')
  await recordAct(
    { params: { ...params, transaction } },
    {
      action: 'refunds.create',
      // whose gift it was stays between the donor and the treasurers
      recordId: donation.id,
      details: { amount, currency: donation.currency, reason: refund.reason }
    }
  )
  return { refund, isNew: true }
}

/** Treasurers decide; a donor whose message was taken down may have the gift back. Others do not know of it. */
const mayHaveBack = ({ userId, refundOfferedAt }: DonationRow, actor: Actor) => {
  if (isTreasurer(actor)) return
  if (userId !== actor.userId) throw refusal('not_found')
  if (refundOfferedAt === null) throw refusal('not_treasurer')
}
