/** The rows of the sandbox's tables. Times are ms, amounts minor units, flags 0 or 1, `metadata` JSON. */
export interface CustomerRow {
  id: string
  email: string | null
  name: string | null
  metadata: string
  createdAt: number
}

export interface SessionRow {
  id: string
  mode: 'payment' | 'subscription'
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'paid' | 'unpaid'
  currency: string
  unitAmount: number
  quantity: number
  amount: number
  productName: string
  successUrl: string
  cancelUrl: string | null
  clientReferenceId: string | null
  metadata: string
  intentMetadata: string
  subscriptionMetadata: string
  customerEmail: string | null
  customerId: string | null
  payerEmail: string | null
  payerName: string | null
  locale: string | null
  submitType: string | null
  methodTypes: string
  paymentId: string | null
  subscriptionId: string | null
  invoiceId: string | null
  expiresAt: number
  createdAt: number
}

/** A payment intent and its charge, which exists once money moves. */
export interface PaymentRow {
  id: string
  chargeId: string | null
  transactionId: string | null
  sessionId: string | null
  invoiceId: string | null
  customerId: string | null
  amount: number
  currency: string
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'succeeded' | 'canceled'
  scenario: string
  method: string
  refundedAmount: number
  disputed: number
  metadata: string
  payerEmail: string | null
  payerName: string | null
  error: string | null
  settleAt: number | null
  disputeAt: number | null
  createdAt: number
  chargedAt: number | null
}

export interface TransactionRow {
  id: string
  type: 'charge' | 'refund' | 'refund_failure' | 'adjustment'
  sourceId: string
  amount: number
  fee: number
  currency: string
  createdAt: number
}

export interface RefundRow {
  id: string
  paymentId: string
  chargeId: string
  transactionId: string | null
  failureTransactionId: string | null
  amount: number
  currency: string
  reason: string | null
  status: 'pending' | 'succeeded' | 'failed'
  metadata: string
  settleAt: number | null
  createdAt: number
}

export interface DisputeRow {
  id: string
  paymentId: string
  chargeId: string
  amount: number
  currency: string
  reason: string
  status: 'warning_needs_response' | 'warning_closed' | 'needs_response' | 'won' | 'lost'
  dueBy: number
  createdAt: number
}

export interface SubscriptionRow {
  id: string
  itemId: string
  priceId: string
  productId: string
  customerId: string
  latestInvoiceId: string | null
  status: 'active' | 'past_due' | 'canceled'
  amount: number
  quantity: number
  currency: string
  productName: string
  metadata: string
  scenario: string
  /** Months since `startedAt` that the current period begins at. */
  cycle: number
  startedAt: number
  periodStart: number
  periodEnd: number
  cancelAtPeriodEnd: number
  canceledAt: number | null
  endedAt: number | null
  cancelReason: string | null
  pauseBehavior: string | null
  resumesAt: number | null
  failCount: number
  retryAt: number | null
  createdAt: number
}

export interface InvoiceRow {
  id: string
  subscriptionId: string
  itemId: string
  priceId: string
  productId: string
  customerId: string
  paymentId: string
  status: 'open' | 'paid' | 'void' | 'uncollectible'
  amount: number
  quantity: number
  currency: string
  billingReason: string
  attemptCount: number
  nextAttemptAt: number | null
  productName: string
  metadata: string
  periodStart: number
  periodEnd: number
  createdAt: number
  paidAt: number | null
}

export interface EventRow {
  id: string
  type: string
  object: string
  requestId: string | null
  idempotencyKey: string | null
  createdAt: number
}

export interface DeliveryRow {
  id: string
  eventId: string
  type: string
  /** `held` waits to be released, `dropped` was lost on the way, `failed` has used up its tries. */
  state: 'due' | 'held' | 'done' | 'dropped' | 'failed'
  dueAt: number
  tries: number
  createdAt: number
}

export interface AttemptRow {
  id: string
  deliveryId: string
  eventId: string
  type: string
  code: number | null
  error: string | null
  /** What was done to it on purpose, in words. */
  altered: string
  createdAt: number
}
