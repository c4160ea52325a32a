import type Stripe from 'stripe'
import { fromStripeAmount } from './money.ts'
import type { DisputeState, ProviderEvent, RefundState, Snapshot, SubscriptionState } from './provider.ts'

/** Stripe's objects in our words. Amounts become minor units by ISO 4217 here, and nowhere else. */

const ours = (amount: number, currency: string) => {
  const minor = fromStripeAmount(amount, currency)
  // an amount that is none of ours must not look like a smaller one: it will not match, and a person looks at it
  return minor ?? -1
}

const idOf = (thing: string | { id: string } | null | undefined) =>
  typeof thing === 'string' ? thing : (thing?.id ?? null)
const whole = <T extends object>(thing: T | string | null | undefined) =>
  typeof thing === 'object' && thing !== null ? thing : undefined
const ms = (seconds: number | null | undefined) => (seconds ? seconds * 1000 : null)

/** What a payment intent and its latest charge tell: with `latest_charge.balance_transaction` expanded, also the fee. */
const paymentOf = (intent: Stripe.PaymentIntent | undefined) => {
  const charge = whole(intent?.latest_charge)
  const balance = whole(charge?.balance_transaction)
  const currency = intent?.currency.toUpperCase() ?? ''
  return {
    paymentRef: intent?.id ?? null,
    method: charge?.payment_method_details?.type ?? null,
    // a fee in another currency says nothing about this gift
    fee: balance?.currency === intent?.currency && balance ? ours(balance.fee, currency) : null
  }
}

type Rest = Pick<Snapshot, 'refunds' | 'disputes'>

/** A gift that was begun as a checkout. A first monthly one is paid by the invoice of its subscription. */
export const snapshotOfSession = (
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | undefined,
  rest: Rest
): Snapshot => {
  const currency = (session.currency ?? '').toUpperCase()
  const payment = paymentOf(intent ?? whole(session.payment_intent))
  return {
    ...payment,
    paymentRef: payment.paymentRef ?? idOf(session.payment_intent),
    state: stateOfSession(session, intent),
    test: !session.livemode,
    total: ours(session.amount_total ?? -1, currency),
    currency,
    donationId: session.client_reference_id,
    invoiceRef: idOf(session.invoice),
    subscriptionRef: idOf(session.subscription),
    ...rest
  }
}

const stateOfSession = (
  { status, payment_status: payment }: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | undefined
): Snapshot['state'] => {
  if (payment === 'paid' || payment === 'no_payment_required') return 'paid'
  if (status === 'expired') return 'expired'
  if (status !== 'complete') return 'open'
  // a bank debit that was sent back wants another method, which a checkout that is complete cannot take
  return ['requires_payment_method', 'canceled'].includes(intent?.status ?? '') ? 'failed' : 'processing'
}

/** A month of a monthly gift. */
export const snapshotOfInvoice = (
  invoice: Stripe.Invoice,
  intent: Stripe.PaymentIntent | undefined,
  rest: Rest
): Snapshot => {
  const currency = invoice.currency.toUpperCase()
  return {
    ...paymentOf(intent),
    state: invoice.status === 'paid' ? 'paid' : invoice.status === 'void' ? 'expired' : 'open',
    test: !invoice.livemode,
    total: ours(invoice.total, currency),
    currency,
    donationId: null,
    invoiceRef: invoice.id,
    subscriptionRef: subscriptionOf(invoice),
    ...rest
  }
}

export const subscriptionOf = (invoice: Stripe.Invoice) => idOf(invoice.parent?.subscription_details?.subscription)

/** The payment of an invoice; with `payments` expanded. */
export const intentOf = (invoice: Stripe.Invoice) => idOf(invoice.payments?.data[0]?.payment.payment_intent)

export const refundState = (refund: Stripe.Refund): RefundState => ({
  ref: refund.id,
  refundId: refund.metadata?.refundId ?? null,
  amount: ours(refund.amount, refund.currency),
  status:
    refund.status === 'succeeded'
      ? 'succeeded'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'failed'
        : 'pending'
})

export const disputeState = (dispute: Stripe.Dispute): DisputeState => ({
  ref: dispute.id,
  amount: ours(dispute.amount, dispute.currency),
  reason: dispute.reason,
  status: DISPUTES[dispute.status] ?? 'under_review',
  dueAt: ms(dispute.evidence_details.due_by),
  createdAt: dispute.created * 1000,
  // a fee in another currency says nothing about this gift
  fee: dispute.balance_transactions
    .filter(({ currency }) => currency === dispute.currency)
    .reduce((sum, { fee, currency }) => sum + ours(fee, currency), 0)
})

/** An inquiry moves no money: `warning_closed` is one that led to nothing. */
const DISPUTES: Partial<Record<string, DisputeState['status']>> = {
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'inquiry',
  needs_response: 'needs_response',
  under_review: 'under_review',
  won: 'won',
  prevented: 'won',
  lost: 'lost'
}

export const subscriptionState = (subscription: Stripe.Subscription): SubscriptionState => {
  const [item] = subscription.items.data
  const status = STATUSES[subscription.status] ?? 'canceled'
  const currency = subscription.currency.toUpperCase()
  return {
    ref: subscription.id,
    // one that has ended keeps the pause that it had
    status: status !== 'canceled' && subscription.pause_collection ? 'paused' : status,
    total: ours(item?.price.unit_amount ?? -1, currency),
    currency,
    currentPeriodEnd: ms(item?.current_period_end)
  }
}

const STATUSES: Partial<Record<string, SubscriptionState['status']>> = {
  incomplete: 'incomplete',
  incomplete_expired: 'canceled',
  trialing: 'active',
  active: 'active',
  past_due: 'past_due',
  unpaid: 'past_due',
  paused: 'paused',
  canceled: 'canceled'
}

/** Which promise a month belongs to, and the gift that began it. */
const ofInvoice = (invoice: Stripe.Invoice) => ({
  invoiceRef: invoice.id,
  subscriptionRef: subscriptionOf(invoice),
  donationId: invoice.parent?.subscription_details?.metadata?.donationId ?? null
})

/** Which things an event is about. What it says of them is not read: the provider is asked. */
export const eventOf = (event: Stripe.Event): ProviderEvent => {
  const object = event.data.object as unknown as Record<string, unknown> & { object: string; id: string }
  const text = (name: string) => idOf(object[name] as string | { id: string } | null)
  const metadata = (object.metadata ?? {}) as Record<string, string | undefined>
  const head = { id: event.id, type: event.type, test: !event.livemode, createdAt: event.created * 1000 }
  switch (object.object) {
    case 'checkout.session':
      return {
        ...head,
        checkoutRef: object.id,
        donationId: text('client_reference_id'),
        subscriptionRef: text('subscription')
      }
    case 'payment_intent':
      return {
        ...head,
        paymentRef: object.id,
        donationId: metadata.donationId ?? null,
        declined: event.type === 'payment_intent.payment_failed'
      }
    case 'invoice':
      return { ...head, ...ofInvoice(object as unknown as Stripe.Invoice) }
    case 'subscription':
      return { ...head, subscriptionRef: object.id }
    default:
      // charges, refunds, disputes
      return { ...head, paymentRef: text('payment_intent'), donationId: metadata.donationId ?? null }
  }
}
