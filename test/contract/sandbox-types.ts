/**
 * Read by `tsc` alone: what the sandbox makes is what the package says that Stripe makes. The package leaves its
 * enumerations open (`'paid' | … | OtherString`), so that any string passes for a status; `Known` closes them again.
 */
import type Stripe from 'stripe'
import type { eventObject } from '../../api/payments/sandbox/objects/event.ts'
import type { invoiceObject, invoicePaymentsOf } from '../../api/payments/sandbox/objects/invoice.ts'
import type { disputeObject, refundObject, transactionObject } from '../../api/payments/sandbox/objects/movements.ts'
import type { priceObject } from '../../api/payments/sandbox/objects/parts.ts'
import type { chargeObject, intentObject } from '../../api/payments/sandbox/objects/payment.ts'
import type { lineItemsOf, sessionObject } from '../../api/payments/sandbox/objects/session.ts'
import type { customerObject, subscriptionObject } from '../../api/payments/sandbox/objects/subscription.ts'
import type {
  DisputeRow,
  InvoiceRow,
  PaymentRow,
  RefundRow,
  SessionRow,
  SubscriptionRow,
  TransactionRow
} from '../../api/payments/sandbox/rows.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Makes<Make extends (...args: never[]) => unknown, Thing> = Same<ReturnType<Make>, Thing>
type Is<T extends true> = T

/** Every builder is annotated, so that one key too few or of another kind is an error where it is built. */
export type Builders = [
  Is<Makes<typeof sessionObject, Stripe.Checkout.Session>>,
  Is<Makes<typeof lineItemsOf, Stripe.ApiList<Stripe.LineItem>>>,
  Is<Makes<typeof intentObject, Stripe.PaymentIntent>>,
  Is<Makes<typeof chargeObject, Stripe.Charge>>,
  Is<Makes<typeof transactionObject, Stripe.BalanceTransaction>>,
  Is<Makes<typeof refundObject, Stripe.Refund>>,
  Is<Makes<typeof disputeObject, Stripe.Dispute>>,
  Is<Makes<typeof subscriptionObject, Stripe.Subscription>>,
  Is<Makes<typeof customerObject, Stripe.Customer>>,
  Is<Makes<typeof priceObject, Stripe.Price>>,
  Is<Makes<typeof invoiceObject, Stripe.Invoice>>,
  Is<Makes<typeof invoicePaymentsOf, Stripe.ApiList<Stripe.InvoicePayment>>>,
  Is<Makes<typeof eventObject, Promise<Stripe.EventBase>>>,
  // @ts-expect-error a builder that says less than the package is found
  Is<Makes<(row: RefundRow) => Partial<Stripe.Refund>, Stripe.Refund>>
]

/** The names of an enumeration without the open end. */
type Known<T> = T extends string ? (string extends T ? never : T) : never
type Within<A extends B, B> = A

/** What a row can be is what the package knows. */
export type Enumerations = [
  Within<SessionRow['mode'], Known<Stripe.Checkout.Session.Mode>>,
  Within<SessionRow['status'], Known<Stripe.Checkout.Session.Status>>,
  Within<SessionRow['paymentStatus'], Known<Stripe.Checkout.Session.PaymentStatus>>,
  Within<PaymentRow['status'], Known<Stripe.PaymentIntent.Status>>,
  Within<TransactionRow['type'], Known<Stripe.BalanceTransaction.Type>>,
  Within<DisputeRow['status'], Known<Stripe.Dispute.Status>>,
  Within<SubscriptionRow['status'], Known<Stripe.Subscription.Status>>,
  Within<InvoiceRow['status'], Known<Stripe.Invoice.Status>>,
  // @ts-expect-error a status that Stripe has not is found
  Within<SessionRow['paymentStatus'] | 'payed', Known<Stripe.Checkout.Session.PaymentStatus>>
]

declare const session: Stripe.Checkout.Session
declare const subscription: Stripe.Subscription
declare const refund: Stripe.Refund
declare const invoice: Stripe.Invoice

/** A shape that changed is an error, for the sandbox and for the adapter that reads it. */
export const broken = () => {
  const { payment_status: _status, ...unpaid } = session
  const { items: _items, ...empty } = subscription
  const { parent: _parent, ...orphan } = invoice
  return [
    // @ts-expect-error a session must say whether it is paid
    unpaid satisfies Stripe.Checkout.Session,
    // @ts-expect-error an amount is a number
    { ...session, amount_total: '500' } satisfies Stripe.Checkout.Session,
    // @ts-expect-error what the package does not know is not made up
    { ...session, amount_paid: 500 } satisfies Stripe.Checkout.Session,
    // @ts-expect-error a subscription has items, which carry its period
    empty satisfies Stripe.Subscription,
    // @ts-expect-error where the period stood before 2025, it stands no more
    subscription.current_period_end,
    // @ts-expect-error what a refund is of is an id, or the payment
    { ...refund, payment_intent: 1 } satisfies Stripe.Refund,
    // @ts-expect-error an invoice names the subscription through its parent
    orphan satisfies Stripe.Invoice
  ]
}
