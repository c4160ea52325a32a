import { scenarioOf } from '../cards.ts'
import { checkDigits, display } from '../currencies.ts'
import { emit } from '../events.ts'
import { newId } from '../ids.ts'
import { readPayment } from '../objects/load.ts'
import { refundObject } from '../objects/movements.ts'
import { chargeObject } from '../objects/payment.ts'
import { found, invalid } from '../refusals.ts'
import type { DisputeRow, PaymentRow, RefundRow } from '../rows.ts'
import type { Change } from '../world.ts'
import { addTransaction, paidPayment, updatePayment } from './payment.ts'

/** Refunds that are not done at once are, or fail, so much later (ms). */
const REFUND_TAKES = 10 * 60_000

export interface RefundOrder {
  paymentId: string
  /** Minor units; left out: all that is left. */
  amount?: number | undefined
  reason?: string | undefined
  metadata?: Record<string, string> | undefined
}

/** Gives money back. @throws 400 when less than that is left, or the money is disputed */
export const refund = async (change: Change, order: RefundOrder): Promise<RefundRow> => {
  const payment = await refundable(change, order.paymentId)
  const left = payment.amount - payment.refundedAmount
  const amount = order.amount ?? left
  const { currency, chargeId } = payment
  if (left === 0) throw invalid(`Charge ${chargeId} has already been refunded.`, { code: 'charge_already_refunded' })
  if (amount > left) {
    const [asked, rest] = [display(amount, currency), display(left, currency)]
    throw invalid(`Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`, { param: 'amount' })
  }
  checkDigits(amount, currency, 'amount')
  return moveBack(change, payment, amount, order)
}

const refundable = async (change: Change, paymentId: string) => {
  const any = found(await readPayment(change.trx, paymentId), 'payment_intent', paymentId, 'payment_intent')
  const payment = await paidPayment(change, any.id)
  if (!payment) {
    const message = `This PaymentIntent (${paymentId}) does not have a successful charge to refund.`
    throw invalid(message, { code: 'payment_intent_unexpected_state', param: 'payment_intent' })
  }
  const dispute: DisputeRow | undefined = await change
    .trx('sandboxDisputes')
    .where({ paymentId })
    .whereIn('status', ['needs_response', 'lost'])
    .first()
  if (dispute) throw invalid(`Charge ${payment.chargeId} has been charged back.`, { code: 'charge_disputed' })
  return payment
}

type Paid = PaymentRow & { chargeId: string }

const moveBack = async (change: Change, payment: Paid, amount: number, order: RefundOrder) => {
  const { trx, at } = change
  const { chargeId, currency } = payment
  const later = scenarioOf(payment.scenario)?.later
  const row: RefundRow = {
    id: newId('re'),
    paymentId: payment.id,
    chargeId,
    transactionId: null,
    failureTransactionId: null,
    amount,
    currency,
    reason: order.reason ?? null,
    status: later === 'refund_pending' ? 'pending' : 'succeeded',
    metadata: JSON.stringify(order.metadata ?? {}),
    settleAt: later === 'refund_pending' || later === 'refund_fails' ? at + REFUND_TAKES : null,
    createdAt: at
  }
  row.transactionId = await addTransaction(change, { type: 'refund', sourceId: row.id, amount: -amount, currency })
  await trx('sandboxRefunds').insert(row)
  const back = await updatePayment(change, payment, { refundedAmount: payment.refundedAmount + amount })
  await emit(change, 'refund.created', refundObject(row))
  await emit(change, 'charge.refunded', chargeObject(back))
  return row
}

/** What was under way has arrived, or comes back. */
export const settleRefund = async (change: Change, id: string) => {
  const { trx, at } = change
  const row: RefundRow | undefined = await trx('sandboxRefunds').where({ id }).first()
  if (row?.settleAt == null || row.settleAt > at) return
  if (row.status === 'pending') {
    await trx('sandboxRefunds').where({ id }).update({ status: 'succeeded', settleAt: null })
    await emit(change, 'refund.updated', refundObject({ ...row, status: 'succeeded' }))
    return
  }
  await comeBack(change, row)
}

const comeBack = async (change: Change, row: RefundRow) => {
  const { id, amount, currency, paymentId } = row
  const back = { type: 'refund_failure', sourceId: id, amount, currency } as const
  const failed = { status: 'failed' as const, settleAt: null, failureTransactionId: await addTransaction(change, back) }
  await change.trx('sandboxRefunds').where({ id }).update(failed)
  const payment = await paidPayment(change, paymentId)
  if (payment) await updatePayment(change, payment, { refundedAmount: payment.refundedAmount - amount })
  const object = refundObject({ ...row, ...failed })
  await emit(change, 'refund.updated', object)
  await emit(change, 'refund.failed', object)
}
