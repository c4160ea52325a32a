import type Stripe from 'stripe'
import { stripeAmount } from './money.ts'
import {
  BadSignature,
  ProviderError,
  type CheckoutOrder,
  type PaymentProvider,
  type ProviderEvent,
  type Refs,
  type RefundOrder,
  type Snapshot,
  type SubscriptionChange
} from './provider.ts'
import { stripePackage } from './stripe-package.ts'
import {
  disputeState,
  eventOf,
  intentOf,
  refundState,
  snapshotOfInvoice,
  snapshotOfSession,
  subscriptionState
} from './stripe-snapshot.ts'

export interface StripeSettings {
  secretKey: string
  /** One secret, or while it is being changed two, joined by a comma. */
  webhookSecret: string
  /** Where the API is, if it is not Stripe's own: the sandbox. */
  host?: string
  port?: number
}

/** What of Stripe's events tells of gifts. */
const TYPES = [
  ...['completed', 'async_payment_succeeded', 'async_payment_failed', 'expired'].map((of) => `checkout.session.${of}`),
  ...['payment_intent.payment_failed', 'refund.created', 'refund.updated', 'refund.failed', 'charge.refunded'],
  ...['created', 'updated', 'closed', 'funds_withdrawn', 'funds_reinstated'].map((of) => `charge.dispute.${of}`),
  ...['invoice.paid', 'invoice.payment_failed'],
  ...['updated', 'deleted'].map((of) => `customer.subscription.${of}`)
]

/**
 * A checkout can be paid for so long (s), counted from the gift. Stripe wants at least half an hour from now: for the rest of it, one
 * that could not be opened at once may still be.
 */
const OPEN_FOR = 2 * 3600
const PAYMENT = 'latest_charge.balance_transaction'

/** Stripe by its own package, and by Checkout: no card number ever comes near us. The sandbox is spoken to by this very code. */
export const stripeProvider = ({ secretKey, webhookSecret, host, port }: StripeSettings): PaymentProvider => {
  const open = async () =>
    new (await stripePackage())(secretKey, {
      ...(host && port && { host, port, protocol: 'http' as const }),
      timeout: 10_000,
      maxNetworkRetries: 1,
      telemetry: false
    })
  let opened: Promise<Stripe> | undefined
  /** Asks Stripe. @throws {ProviderError} */
  const ask = <T>(call: (stripe: Stripe) => Promise<T>) => asked(async () => call(await (opened ??= open())))
  const fetchIntent = async (stripe: Stripe, id: string | null) =>
    id ? stripe.paymentIntents.retrieve(id, { expand: [PAYMENT] }) : undefined

  /** Money that came back, or is being asked back. */
  const movements = async (
    stripe: Stripe,
    paymentRef: string | null
  ): Promise<Pick<Snapshot, 'refunds' | 'disputes'>> => {
    if (!paymentRef) return { refunds: [], disputes: [] }
    const [refunds, disputes] = await Promise.all([
      stripe.refunds.list({ payment_intent: paymentRef, limit: 100 }),
      stripe.disputes.list({ payment_intent: paymentRef, limit: 100 })
    ])
    return { refunds: refunds.data.map(refundState), disputes: disputes.data.map(disputeState) }
  }
  const fetchInvoice = async (stripe: Stripe, ref: string) => {
    const invoice = real(await stripe.invoices.retrieve(ref, { expand: ['payments'] }))
    const intent = await fetchIntent(stripe, intentOf(invoice))
    return { invoice, intent, rest: await movements(stripe, intent?.id ?? null) }
  }

  return {
    name: 'stripe',
    test: !secretKey.startsWith('sk_live_') && !secretKey.startsWith('rk_live_'),
    capabilities: { checkout: true, monthly: true, refunds: 'partial', fees: { percentBasisPoints: 150, fixed: 25 } },

    createCheckout: (order) =>
      ask(async (stripe) => {
        const session = await stripe.checkout.sessions.create(checkoutParams(order), {
          idempotencyKey: `checkout:${order.donationId}`
        })
        const { id, url } = real(session)
        if (!url) throw new ProviderError('unavailable', 'The checkout has no page')
        return { ref: id, url }
      }),

    fetch: ({ checkoutRef, invoiceRef }: Refs) =>
      ask(async (stripe) => {
        if (!checkoutRef) {
          const { invoice, intent, rest } = await fetchInvoice(stripe, String(invoiceRef))
          return snapshotOfInvoice(invoice, intent, rest)
        }
        const session = real(await stripe.checkout.sessions.retrieve(checkoutRef))
        const own = typeof session.payment_intent === 'string' ? session.payment_intent : null
        if (own) return snapshotOfSession(session, await fetchIntent(stripe, own), await movements(stripe, own))
        if (typeof session.invoice !== 'string')
          return snapshotOfSession(session, undefined, await movements(stripe, null))
        const { intent, rest } = await fetchInvoice(stripe, session.invoice)
        return snapshotOfSession(session, intent, rest)
      }),

    expire: (checkoutRef) =>
      ask(async (stripe) => {
        const session = await stripe.checkout.sessions.retrieve(checkoutRef)
        if (session.status === 'open') await stripe.checkout.sessions.expire(checkoutRef)
      }),

    async parseWebhook(raw, headers): Promise<ProviderEvent> {
      const { webhooks } = await (opened ??= open())
      const signature = headers['stripe-signature']
      for (const secret of webhookSecret.split(',').filter(Boolean)) {
        try {
          return eventOf(webhooks.constructEvent(raw, String(signature ?? ''), secret.trim()))
        } catch {
          // perhaps by the other secret
        }
      }
      throw new BadSignature('The signature does not fit, or is too old')
    },

    refund: ({ refundId, paymentRef, amount, currency }: RefundOrder) =>
      ask(async (stripe) => {
        const params = {
          payment_intent: paymentRef,
          amount: stripeAmountOf(amount, currency),
          reason: 'requested_by_customer' as const,
          metadata: { refundId }
        }
        return refundState(real(await stripe.refunds.create(params, { idempotencyKey: `refund:${refundId}` })))
      }),

    async *listChanges(since) {
      const query = { created: { gte: Math.floor(since / 1000) }, types: TYPES, limit: 100 }
      // the newest come first; there are few enough to turn them around
      const events: ProviderEvent[] = []
      await ask(async (stripe) => {
        for await (const event of stripe.events.list(query)) events.push(eventOf(event))
      })
      yield* events.reverse()
    },

    fetchSubscription: (ref) =>
      ask(async (stripe) => subscriptionState(real(await stripe.subscriptions.retrieve(ref)))),

    changeSubscription: (ref, change) =>
      ask(async (stripe) => {
        if ('status' in change && change.status === 'canceled')
          return subscriptionState(real(await stripe.subscriptions.cancel(ref)))
        const now = await stripe.subscriptions.retrieve(ref)
        return subscriptionState(real(await stripe.subscriptions.update(ref, changeParams(now, change))))
      })
  }
}

const checkoutParams = (order: CheckoutOrder): Stripe.Checkout.SessionCreateParams => {
  const { donationId, total, currency, interval, title, email, successUrl, cancelUrl, createdAt } = order
  const metadata = { donationId }
  const monthly = interval === 'month'
  return {
    mode: monthly ? 'subscription' : 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: stripeAmountOf(total, currency),
          product_data: { name: title },
          ...(monthly && { recurring: { interval: 'month' as const } })
        }
      }
    ],
    success_url: successUrl,
    cancel_url: cancelUrl,
    client_reference_id: donationId,
    metadata,
    ...(email && { customer_email: email }),
    ...(monthly ? { subscription_data: { metadata } } : { payment_intent_data: { metadata }, submit_type: 'donate' }),
    // counted from the gift, not from now: the same order must be the same request
    expires_at: Math.floor(createdAt / 1000) + OPEN_FOR
  }
}

const changeParams = ({ items }: Stripe.Subscription, change: SubscriptionChange): Stripe.SubscriptionUpdateParams => {
  if ('status' in change)
    return change.status === 'paused' ? { pause_collection: { behavior: 'void' } } : { pause_collection: '' }
  const [item] = items.data
  if (!item) throw new ProviderError('refused', 'The subscription has nothing in it')
  const price = {
    currency: change.currency.toLowerCase(),
    product: typeof item.price.product === 'string' ? item.price.product : item.price.product.id,
    recurring: { interval: 'month' as const },
    unit_amount: stripeAmountOf(change.total, change.currency)
  }
  return { items: [{ id: item.id, price_data: price }], proration_behavior: 'none' }
}

const stripeAmountOf = (amount: number, currency: string) => {
  const theirs = stripeAmount(amount, currency)
  if (theirs === undefined) throw new ProviderError('amount', 'Stripe cannot express this amount')
  return theirs
}

/** A broken proxy answers anything; the package takes all that is no error for success. */
const real = <T extends { id?: string; object?: string }>(answer: T): T => {
  if (!answer.id || !answer.object) throw new ProviderError('unavailable', 'The answer is none of Stripe')
  return answer
}

/** Stripe's errors in the three kinds that matter to a caller. */
const asked = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ProviderError) throw error
    if (!(error instanceof (await stripePackage()).errors.StripeError)) throw error
    const { code, type, message } = error
    if (code?.startsWith('amount_')) throw new ProviderError('amount', message)
    const refused =
      type === 'StripeInvalidRequestError' || type === 'StripeIdempotencyError' || type === 'StripeCardError'
    throw new ProviderError(refused ? 'refused' : 'unavailable', message)
  }
}
