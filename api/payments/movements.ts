import type { Application, Transaction } from '../declarations.ts'
import { texts } from '../mail/texts.ts'
import type { Dispute } from '../services/disputes/disputes.schema.ts'
import { issueReceipt } from '../services/receipts/issue-receipt.ts'
import type { Refund } from '../services/refunds/refunds.schema.ts'
import { formatMoney } from './currencies.ts'
import { bookDispute, bookDisputeFee, noteDispute } from './dispute-facts.ts'
import { donorName, writeTo } from './donor.ts'
import { move, type Cause } from './move.ts'
import type { DisputeState, RefundState, Snapshot } from './provider.ts'
import { bookRefund, noteRefund } from './refund-facts.ts'
import type { DonationRow } from './rows.ts'
import { showEverywhere } from './show-everywhere.ts'
import type { DonationStatus } from './states.ts'

/**
 * What happened to the money after it came: refunds, also those made at the provider and those that failed later, and disputes.
 * Books each fact once, then lets status, message, totals and badge follow from the facts.
 */
export const settleMovements = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  { refunds, disputes }: Pick<Snapshot, 'refunds' | 'disputes'>,
  cause: Cause
) => {
  for (const refund of refunds) await noteRefund(app, transaction, donation, refund)
  for (const dispute of disputes) await noteDispute(app, transaction, donation, dispute)
  const known = await knownMovements(transaction, donation)
  await follow(app, transaction, donation, known, cause)
  for (const dispute of disputes) await bookDisputeFee(app, transaction, donation, dispute)
}

interface Known {
  refunds: RefundState[]
  disputes: Pick<DisputeState, 'ref' | 'amount' | 'status'>[]
}

/**
 * All that is known of a gift, and not what one answer says: it may have been asked for before the latest of it happened. In one
 * order, so that what is booked does not depend on that of an answer.
 */
const knownMovements = async ({ trx }: Transaction, { id: donationId }: DonationRow): Promise<Known> => {
  const refunds: (Refund & { providerRef: string })[] = await trx!('refunds')
    .where({ donationId })
    .whereNotNull('providerRef')
    .orderBy('providerRef')
  const disputes: (Dispute & { providerRef: string })[] = await trx!('disputes').where({ donationId })
  return {
    refunds: refunds.map(({ id, providerRef: ref, amount, status }) => ({
      ...{ ref, refundId: id, amount },
      status: status === 'requested' ? 'pending' : status
    })),
    disputes: disputes.map(({ providerRef: ref, amount, status }) => ({ ref, amount, status }))
  }
}

const follow = async (
  app: Application,
  transaction: Transaction,
  donation: DonationRow,
  { refunds, disputes }: Known,
  cause: Cause
) => {
  const trx = transaction.trx!
  const booked = await trx('ledgerTransactions').where({ donationId: donation.id }).count('id as n')
  for (const refund of refunds) await bookRefund(app, transaction, donation, refund)
  for (const dispute of disputes) await bookDispute(app, transaction, donation, dispute)
  const after = await trx('ledgerTransactions').where({ donationId: donation.id }).count('id as n')

  const refundedAmount = refunds
    .filter(({ status }) => status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0)
  const to = statusOf(donation, refundedAmount, disputes)
  const more = refundedAmount - donation.refundedAmount
  if (more !== 0) {
    await trx('donations').where({ id: donation.id }).update({ refundedAmount })
    donation.refundedAmount = refundedAmount
  }
  const moved = await move(trx, donation, to, cause)
  if (!moved && more === 0 && Number(booked[0]?.n) === Number(after[0]?.n)) return
  await showEverywhere(app, transaction, donation)
  if (more > 0) await noteCredit(app, transaction, donation, more)
}

const statusOf = (
  { total }: DonationRow,
  refunded: number,
  disputes: Known['disputes']
): Exclude<DonationStatus, 'created'> => {
  if (disputes.some(({ status }) => status === 'lost')) return 'lost'
  if (disputes.some(({ status }) => status === 'needs_response' || status === 'under_review')) return 'disputed'
  if (refunded >= total) return 'refunded'
  return refunded > 0 ? 'partially_refunded' : 'succeeded'
}

const noteCredit = async (app: Application, transaction: Transaction, donation: DonationRow, amount: number) => {
  const name = await donorName(transaction, donation)
  const number = await issueReceipt(app, transaction, donation, { kind: 'credit_note', amount, name })
  const sum = formatMoney(amount, donation.currency, 'en')
  await writeTo(app, transaction, donation, (community) => texts.refunded(community, { sum, number }))
}
