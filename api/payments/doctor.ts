import type { Application } from '../declarations.ts'
import type { PaymentDiagnostic } from '../services/payment-diagnostics/payment-diagnostics.schema.ts'
import { PAID } from './states.ts'
import { verifyBooks } from './verify-books.ts'

const DAY = 24 * 3600_000

/** How payments are doing, and what is wrong in words that somebody can act on. */
export const diagnosePayments = async (app: Application): Promise<PaymentDiagnostic> => {
  const { mode, test, comparison } = app.get('payments')
  const db = app.get('database').read
  const count = async (table: string, where: object) => Number((await db(table).where(where).count('* as n'))[0]?.n)
  const [last] = await db('paymentEvents').max('receivedAt as at')
  const paidLately = await db('donations')
    .where({ provider: 'stripe', test })
    .whereIn('status', [...PAID])
    .where('succeededAt', '>', Date.now() - 7 * DAY)
    .count('id as n')
  const report = {
    provider: mode,
    test,
    webhookUrl: `${app.get('publicOrigin')()}/webhooks/stripe`,
    lastEventAt: last?.at ? Number(last.at) : null,
    failedEvents: await count('paymentEvents', { state: 'failed' }),
    openCheckouts: await count('donations', { status: 'pending', provider: 'stripe' }),
    needsReview: await count('donations', { status: 'needs_review' }),
    openDisputes: await count('disputes', { closedAt: null }),
    ledger: { bookings: await count('ledgerTransactions', {}), problems: await verifyBooks(db) },
    books: comparison
  }
  return { ...report, problems: problemsOf(report, Number(paidLately[0]?.n)) }
}

/** @param paidLately how many gifts came by the provider in the last days */
const problemsOf = (report: Omit<PaymentDiagnostic, 'problems'>, paidLately: number): string[] => {
  const { provider, test, webhookUrl, lastEventAt, failedEvents, needsReview, ledger, books } = report
  const isStripe = provider === 'stripe'
  return [
    ...(isStripe && test ? ['The key is one of Stripe’s test mode: no real money moves.'] : []),
    ...(provider === 'sandbox'
      ? ['Gifts are rehearsed in the sandbox: give STRIPE_SECRET_KEY to take real money.']
      : []),
    ...(isStripe && !webhookUrl.startsWith('https:')
      ? ['PUBLIC_URL is not an https address: Stripe cannot reach the webhook.']
      : []),
    ...(isStripe && lastEventAt === null && paidLately > 0
      ? [`Gifts arrive, but no notice ever came: enter ${webhookUrl} at Stripe under Developers, Webhooks.`]
      : []),
    ...(failedEvents > 0 ? [`${String(failedEvents)} notices could not be handled: try them again below.`] : []),
    ...(needsReview > 0 ? [`${String(needsReview)} gifts do not match what was asked for.`] : []),
    ...ledger.problems,
    ...books.differences
  ]
}
