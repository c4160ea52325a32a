import type Stripe from 'stripe'
import { scenarioOf, type Scenario } from '../cards.ts'
import { feeOf } from '../currencies.ts'
import { emit } from '../events.ts'
import { newId } from '../ids.ts'
import { hasCharge } from '../objects/load.ts'
import { chargeObject, intentObject } from '../objects/payment.ts'
import type { PaymentRow, TransactionRow } from '../rows.ts'
import type { Change } from '../world.ts'

/** A card of the dispute kind is disputed so long after the payment (ms). */
const DISPUTED_AFTER = 10 * 60_000

type NewPayment = Pick<
  PaymentRow,
  'sessionId' | 'invoiceId' | 'customerId' | 'amount' | 'currency' | 'scenario' | 'method' | 'metadata'
> &
  Pick<PaymentRow, 'payerEmail' | 'payerName'>

export const addPayment = async ({ trx, at }: Change, data: NewPayment) => {
  const row: PaymentRow = {
    id: newId('pi'),
    chargeId: null,
    transactionId: null,
    status: 'requires_payment_method',
    refundedAmount: 0,
    disputed: 0,
    error: null,
    settleAt: null,
    disputeAt: null,
    createdAt: at,
    chargedAt: null,
    ...data
  }
  await trx('sandboxPayments').insert(row)
  return row
}

export const updatePayment = async <T extends PaymentRow, U extends Partial<PaymentRow>>(
  { trx }: Change,
  row: T,
  update: U
) => {
  await trx('sandboxPayments').where({ id: row.id }).update(update)
  return { ...row, ...update }
}

export const addTransaction = async (
  { trx, at }: Change,
  data: Pick<TransactionRow, 'type' | 'sourceId' | 'amount' | 'currency'> & { fee?: number }
) => {
  const row: TransactionRow = { id: newId('txn'), fee: 0, createdAt: at, ...data }
  await trx('sandboxTransactions').insert(row)
  return row.id
}

/** The money has come. */
export const succeed = async (change: Change, row: PaymentRow) => {
  const { amount, currency } = row
  const chargeId = row.chargeId ?? newId('ch')
  const fee = feeOf(amount, currency)
  const transactionId = await addTransaction(change, { type: 'charge', sourceId: chargeId, amount, fee, currency })
  const later = scenarioOf(row.scenario)?.later
  const paid = await updatePayment(change, row, {
    status: 'succeeded' as const,
    chargeId,
    transactionId,
    error: null,
    settleAt: null,
    chargedAt: row.chargedAt ?? change.at,
    disputeAt: later === 'dispute' || later === 'inquiry' ? change.at + DISPUTED_AFTER : null
  })
  await emit(change, 'charge.succeeded', chargeObject(paid))
  await emit(change, 'payment_intent.succeeded', intentObject(paid))
  return paid
}

type Failure = Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code' | 'message' | 'type'>

export const failureOf = ({ code, declineCode }: NonNullable<Scenario['decline']>): Failure => ({
  code,
  ...(declineCode && { decline_code: declineCode }),
  message: 'Your card was declined.',
  type: 'card_error'
})

export const AUTHENTICATION_FAILED: Failure = {
  code: 'payment_intent_authentication_failure',
  message: 'The provided payment method has failed authentication.',
  type: 'invalid_request_error'
}

export const DEBIT_FAILED: Failure = {
  code: 'payment_method_provider_decline',
  decline_code: 'insufficient_funds',
  message: 'The bank refused the debit.',
  type: 'card_error'
}

/** The money did not come; another try may be made. */
export const fail = async (change: Change, row: PaymentRow, error: Failure) => {
  const failed = await updatePayment(change, row, {
    status: 'requires_payment_method' as const,
    error: JSON.stringify(error),
    settleAt: null
  })
  await emit(change, 'payment_intent.payment_failed', intentObject(failed))
  return failed
}

/** The money is on its way: a charge that is pending. */
export const submit = (change: Change, row: PaymentRow, settleAt: number) =>
  updatePayment(change, row, {
    status: 'processing' as const,
    chargeId: newId('ch'),
    chargedAt: change.at,
    error: null,
    settleAt
  })

/** The payment with its charge, or nothing where no money has come. */
export const paidPayment = async ({ trx }: Change, id: string) => {
  const row: PaymentRow | undefined = await trx('sandboxPayments').where({ id }).first()
  return hasCharge(row) && row.status === 'succeeded' ? row : undefined
}
