import type Stripe from 'stripe'
import type { DisputeRow, RefundRow, TransactionRow } from '../rows.ts'
import { metadataOf, seconds } from './parts.ts'

const CATEGORIES = {
  charge: 'charge',
  refund: 'refund',
  refund_failure: 'refund_failure',
  adjustment: 'dispute'
} as const

/** Money available a week after it came. */
const HELD = 7 * 24 * 3600_000

export const transactionObject = (row: TransactionRow): Stripe.BalanceTransaction => ({
  id: row.id,
  object: 'balance_transaction',
  amount: row.amount,
  available_on: seconds(row.createdAt + HELD),
  balance_type: 'payments',
  created: seconds(row.createdAt),
  currency: row.currency,
  description: null,
  exchange_rate: null,
  fee: row.fee,
  fee_details: row.fee === 0 ? [] : [feeDetail(row)],
  net: row.amount - row.fee,
  reporting_category: CATEGORIES[row.type],
  source: row.sourceId,
  status: 'pending',
  type: row.type
})

const feeDetail = ({ fee, currency, type }: TransactionRow): Stripe.BalanceTransaction.FeeDetail => ({
  amount: fee,
  application: null,
  currency,
  description: type === 'adjustment' ? 'Dispute fee' : 'Stripe processing fees',
  type: 'stripe_fee'
})

export const refundObject = (row: RefundRow): Stripe.Refund => ({
  id: row.id,
  object: 'refund',
  amount: row.amount,
  balance_transaction: row.transactionId,
  charge: row.chargeId,
  created: seconds(row.createdAt),
  currency: row.currency,
  customer: null,
  customer_account: null,
  ...(row.failureTransactionId && {
    failure_balance_transaction: row.failureTransactionId,
    failure_reason: 'expired_or_canceled_card'
  }),
  metadata: metadataOf(row),
  payment_intent: row.paymentId,
  payment_method: null,
  ...(row.status === 'pending' && { pending_reason: 'processing' as const }),
  reason: row.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: row.status,
  transfer_reversal: null
})

export const disputeObject = (row: DisputeRow, movements: TransactionRow[]): Stripe.Dispute => ({
  id: row.id,
  object: 'dispute',
  amount: row.amount,
  balance_transactions: movements.map(transactionObject),
  charge: row.chargeId,
  created: seconds(row.createdAt),
  currency: row.currency,
  enhanced_eligibility_types: [],
  evidence: evidence(),
  evidence_details: {
    due_by: seconds(row.dueBy),
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted'
  },
  intended_submission_method: null,
  is_charge_refundable: row.status.startsWith('warning_'),
  livemode: false,
  metadata: {},
  payment_intent: row.paymentId,
  reason: row.reason,
  status: row.status
})

/** Nothing was ever handed in: the panel decides who wins. */
const evidence = (): Stripe.Dispute.Evidence => ({
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null
})
