import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { stripeProvider } from '../../api/payments/stripe.ts'
import { anOrder, providerScenarios } from '../contract/provider-scenarios.ts'
import { printLine } from '../contract/print-line.ts'

/** Of an account in test mode; nothing is ever charged. */
const key = process.env.STRIPE_TEST_KEY ?? ''
if (!key) printLine('Skipped: the real Stripe (STRIPE_TEST_KEY is not set)')
else if (!/^[rs]k_test_/.test(key)) throw new Error('STRIPE_TEST_KEY must be a key of test mode: sk_test_…')

describe.skipIf(!key)('the real Stripe, in test mode', { timeout: 60_000 }, () => {
  const secretKey = key || 'sk_test_none'
  const payments = stripeProvider({ secretKey, webhookSecret: 'whsec_none' })
  /** For what a donor would do. */
  const stripe = new Stripe(secretKey, { telemetry: false })

  providerScenarios(() => payments)

  test('gives a payment back in two parts, and no more than that', async () => {
    const { id } = await stripe.paymentIntents.create({
      ...{ amount: 500, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' },
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' }
    })
    const refund = (refundId: string, amount: number) =>
      payments.refund({ refundId, paymentRef: id, amount, currency: 'EUR' })
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()]
    const { ref } = await refund(first, 200)
    expect(await refund(first, 200)).toMatchObject({ ref, refundId: first, amount: 200 })
    expect(await refund(second, 300)).toMatchObject({ refundId: second, amount: 300 })
    await expect(refund(crypto.randomUUID(), 100)).rejects.toMatchObject({ kind: 'refused' })
  })

  test('changes, pauses, resumes and ends a monthly gift, with the product that its checkout made', async () => {
    const { ref } = await payments.createCheckout(anOrder({ interval: 'month' }))
    const [line] = (await stripe.checkout.sessions.listLineItems(ref)).data
    const product = line?.price?.product
    const card = 'pm_card_visa'
    const customer = await stripe.customers.create({
      payment_method: card,
      invoice_settings: { default_payment_method: card }
    })
    const price = { currency: 'eur', unit_amount: 500, recurring: { interval: 'month' as const } }
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price_data: { ...price, product: typeof product === 'string' ? product : String(product?.id) } }]
    })
    try {
      expect(await payments.fetchSubscription(id)).toMatchObject({ status: 'active', total: 500, currency: 'EUR' })
      const changed = await payments.changeSubscription(id, { total: 900, currency: 'EUR' })
      expect(changed).toMatchObject({ status: 'active', total: 900 })
      expect(await payments.changeSubscription(id, { status: 'paused' })).toMatchObject({ status: 'paused' })
      expect(await payments.changeSubscription(id, { status: 'active' })).toMatchObject({ status: 'active' })
      expect(await payments.changeSubscription(id, { status: 'canceled' })).toMatchObject({ status: 'canceled' })
    } finally {
      await stripe.customers.del(customer.id)
      await payments.expire(ref)
    }
  })

  test('does not let in a key that is none', async () => {
    const stranger = stripeProvider({ secretKey: 'sk_test_none', webhookSecret: '' })
    await expect(stranger.createCheckout(anOrder())).rejects.toMatchObject({ kind: 'unavailable' })
  })
})
