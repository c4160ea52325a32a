import type { Application } from '../declarations.ts'
import type { PaymentDiagnostic } from '../services/payment-diagnostics/payment-diagnostics.schema.ts'
import { accountsOf } from './ledger.ts'
import { ProviderError, type PaymentProvider } from './provider.ts'
import type { DonationRow } from './rows.ts'
import { startSandbox } from './sandbox/index.ts'
import { stripeProvider } from './stripe.ts'

/** How gifts are paid on this server. */
export interface Payments {
  readonly mode: 'stripe' | 'sandbox' | 'none'
  /** No real money moves. */
  readonly test: boolean
  /** @throws {ProviderError} before it is started */
  readonly provider: PaymentProvider
  /** The sandbox, when it is the provider: for its panel and for tests. */
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>> | undefined
  /** What the last comparison with the provider told, as far as this node made one. */
  comparison: PaymentDiagnostic['books']
  /** The accounts that a gift is booked to. */
  accounts(donation: Pick<DonationRow, 'provider' | 'test' | 'currency' | 'campaignId'>): ReturnType<typeof accountsOf>
  start(): Promise<void>
  close(): Promise<void>
}

/** What was rehearsed lights no badge where money is real, nor the other way round. */
const putOutBadges = (app: Application, test: boolean) =>
  app
    .get('database')
    .transaction((trx) =>
      trx('profiles')
        .whereNotNull('supporterSince')
        .where({ supporterTest: !test })
        .update({ supporterSince: null, supporterUntil: null })
    )

/** Stripe where its key is given; else a payment world of our own, spoken to by the very same code; or neither (SANDBOX=off). */
export const createPayments = (app: Application): Payments => {
  const secretKey = app.get('stripeSecretKey')
  const rehearses = !secretKey && app.get('sandbox') === 'on'
  let sandbox: Payments['sandbox']
  let provider = secretKey ? stripeProvider({ secretKey, webhookSecret: app.get('stripeWebhookSecret') }) : undefined
  return {
    mode: secretKey ? 'stripe' : rehearses ? 'sandbox' : 'none',
    test: provider?.test ?? rehearses,
    get provider() {
      if (!provider) throw new ProviderError('unavailable', 'There is no payment provider')
      return provider
    },
    get sandbox() {
      return sandbox
    },
    comparison: { checkedAt: null, differences: [] },
    accounts: ({ provider: name, test, currency, campaignId }) =>
      accountsOf({ provider: name, test: Boolean(test), currency, campaignId }),
    async start() {
      await putOutBadges(app, provider?.test ?? rehearses)
      if (provider || !rehearses) return
      sandbox = await startSandbox(app)
      provider = stripeProvider(sandbox)
    },
    async close() {
      await sandbox?.close()
    }
  }
}
