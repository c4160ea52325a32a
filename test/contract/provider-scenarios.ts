import { describe, expect, test } from 'vitest'
import { ProviderError, type CheckoutOrder, type PaymentProvider } from '../../api/payments/provider.ts'

/** Decimals: two, none, three. */
const KINDS = [
  { interval: 'once', currency: 'EUR', total: 500 },
  { interval: 'once', currency: 'JPY', total: 500 },
  { interval: 'once', currency: 'KWD', total: 1500 },
  { interval: 'month', currency: 'EUR', total: 500 },
  { interval: 'month', currency: 'JPY', total: 500 },
  { interval: 'month', currency: 'KWD', total: 1500 }
] as const

export const anOrder = (more: Partial<CheckoutOrder> = {}): CheckoutOrder => ({
  donationId: crypto.randomUUID(),
  total: 500,
  currency: 'EUR',
  interval: 'once',
  title: 'River <garden> & more',
  successUrl: 'https://hearth.example.org/gifts/1?paid=1',
  cancelUrl: 'https://hearth.example.org/gifts/1',
  createdAt: Date.now(),
  ...more
})

/** What is left of each kind of order when it was made. */
export const ORDERS = KINDS.map((kind) => ({ ...kind, order: () => anOrder(kind) }))

/** Why the provider did not do it. */
export const kindOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof ProviderError ? error.kind : String(error))
  )

/** What can be asked of every Stripe without a donor at a page. */
export const providerScenarios = (payments: () => PaymentProvider) => {
  describe('a checkout', () => {
    test.each(ORDERS)('$interval in $currency stands open, and is closed on demand', async ({ order }) => {
      const { donationId, total, currency, ...rest } = order()
      const { ref, url } = await payments().createCheckout({ donationId, total, currency, ...rest })
      expect(url).toMatch(/^https?:\/\//)
      const nothing = { paymentRef: null, invoiceRef: null, subscriptionRef: null, refunds: [], disputes: [] }
      const open = { state: 'open', test: true, donationId, total, currency, ...nothing }
      expect(await payments().fetch({ checkoutRef: ref })).toMatchObject(open)
      await payments().expire(ref)
      expect(await payments().fetch({ checkoutRef: ref })).toMatchObject({ ...open, state: 'expired' })
      // a second time changes nothing, and is no error
      await payments().expire(ref)
    })

    test('is the same one for the same order, and no other order passes for it', async () => {
      const order = anOrder({ email: 'ana@example.org' })
      const { ref } = await payments().createCheckout(order)
      expect((await payments().createCheckout(order)).ref).toBe(ref)
      expect(await kindOf(payments().createCheckout({ ...order, total: 600 }))).toBe('refused')
    })

    test('is told of when it was closed', async () => {
      const since = Date.now() - 60_000
      const order = anOrder()
      const { ref } = await payments().createCheckout(order)
      await payments().expire(ref)
      const told = async () => {
        for await (const { type, checkoutRef, donationId } of payments().listChanges(since))
          if (checkoutRef === ref) return { type, donationId }
        return undefined
      }
      const closed = { type: 'checkout.session.expired', donationId: order.donationId }
      await expect.poll(told, { timeout: 15_000, interval: 1_000 }).toEqual(closed)
    })

    test('of less than can be charged is refused for its amount', async () => {
      expect(await kindOf(payments().createCheckout(anOrder({ total: 1 })))).toBe('amount')
    })
  })

  test('what the provider does not know is refused', async () => {
    const refund = { refundId: crypto.randomUUID(), paymentRef: 'pi_unknown', amount: 100, currency: 'EUR' }
    const asked = [
      payments().refund(refund),
      payments().fetch({ checkoutRef: 'cs_test_unknown' }),
      payments().fetch({ invoiceRef: 'in_unknown' }),
      payments().expire('cs_test_unknown'),
      payments().fetchSubscription('sub_unknown'),
      payments().changeSubscription('sub_unknown', { status: 'paused' }),
      payments().changeSubscription('sub_unknown', { status: 'canceled' })
    ]
    expect(await Promise.all(asked.map(kindOf))).toEqual(asked.map(() => 'refused'))
  })
}
