import { disputeFeeOf } from '../currencies.ts'
import { emit, type Told } from '../events.ts'
import { newId } from '../ids.ts'
import { fullDispute } from '../objects/load.ts'
import { found, invalid } from '../refusals.ts'
import type { DisputeRow } from '../rows.ts'
import type { Change } from '../world.ts'
import { addTransaction, paidPayment, updatePayment } from './payment.ts'

/** One has so long to answer a dispute (ms). */
const TIME_TO_ANSWER = 9 * 24 * 3600_000

/** The payer's bank wants the money back, or only asks. Nothing happens to a payment that is disputed or given back. */
export const openDispute = async (change: Change, paymentId: string, { inquiry = false } = {}) => {
  const payment = await paidPayment(change, paymentId)
  const amount = payment ? payment.amount - payment.refundedAmount : 0
  if (!payment || payment.disputed || amount === 0) return undefined
  await updatePayment(change, payment, { disputed: 1, disputeAt: null })
  const row: DisputeRow = {
    id: newId('dp'),
    paymentId,
    chargeId: payment.chargeId,
    amount,
    currency: payment.currency,
    reason: 'fraudulent',
    status: inquiry ? 'warning_needs_response' : 'needs_response',
    dueBy: change.at + TIME_TO_ANSWER,
    createdAt: change.at
  }
  await change.trx('sandboxDisputes').insert(row)
  await tell(change, 'charge.dispute.created', row)
  if (!inquiry) await withdraw(change, row)
  return row
}

/** An inquiry has become a dispute. */
export const escalate = async (change: Change, id: string) => {
  const row = await disputeIn(change, id, ['warning_needs_response'])
  const now = await update(change, row, 'needs_response')
  await tell(change, 'charge.dispute.updated', now)
  await withdraw(change, now)
  return now
}

/** Decided: won, lost, or an inquiry that came to nothing. */
export const decide = async (change: Change, id: string, verdict: 'won' | 'lost' | 'warning_closed') => {
  const open = verdict === 'warning_closed' ? 'warning_needs_response' : 'needs_response'
  const row = await update(change, await disputeIn(change, id, [open]), verdict)
  await tell(change, 'charge.dispute.closed', row)
  if (verdict === 'won') {
    const { amount, currency } = row
    await addTransaction(change, { type: 'adjustment', sourceId: id, amount, currency })
    await tell(change, 'charge.dispute.funds_reinstated', row)
  }
  return row
}

const withdraw = async (change: Change, row: DisputeRow) => {
  const { id: sourceId, currency, amount } = row
  const fee = disputeFeeOf(currency)
  await addTransaction(change, { type: 'adjustment', sourceId, amount: -amount, fee, currency })
  await tell(change, 'charge.dispute.funds_withdrawn', row)
}

const disputeIn = async ({ trx }: Change, id: string, statuses: DisputeRow['status'][]) => {
  const row: DisputeRow = found(await trx('sandboxDisputes').where({ id }).first(), 'dispute', id)
  if (!statuses.includes(row.status)) throw invalid(`This dispute is already ${row.status}`)
  return row
}

const update = async ({ trx }: Change, row: DisputeRow, status: DisputeRow['status']) => {
  await trx('sandboxDisputes').where({ id: row.id }).update({ status })
  return { ...row, status }
}

const tell = async (change: Change, type: Told, row: DisputeRow) =>
  emit(change, type, await fullDispute({ db: change.trx }, row))
