import type { Application } from '../declarations.ts'
import type { DonationRow } from './rows.ts'
import { syncFromProvider } from './settle.ts'
import { PAID } from './states.ts'

const DAY = 24 * 3600_000

/**
 * Compares the gifts since `since` (ms since 1970) with the provider, one by one.
 * What differs is told, and with `mend` asked for anew at the provider.
 */
export const compareWithProvider = async (
  app: Application,
  since = Date.now() - 2 * DAY,
  { mend = false } = {}
): Promise<string[]> => {
  const payments = app.get('payments')
  const { provider, test, mode } = payments
  if (mode === 'none') return []
  const db = app.get('database').read
  const gifts: DonationRow[] = await db('donations')
    .where({ provider: 'stripe', test })
    .whereIn('status', [...PAID])
    .where('succeededAt', '>', since)
  const differences: string[] = []
  for (const { id, checkoutRef, invoiceRef, total, refundedAmount } of gifts) {
    const { state, total: theirs, refunds } = await provider.fetch({ checkoutRef, invoiceRef })
    const back = refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0)
    const before = differences.length
    if (state !== 'paid' || theirs !== total)
      differences.push(`Gift ${id}: ${String(total)} here, ${String(theirs)} (${state}) at the provider`)
    else if (back !== refundedAmount)
      differences.push(`Gift ${id}: ${String(refundedAmount)} went back here, ${String(back)} at the provider`)
    if (mend && differences.length > before) await syncFromProvider(app, id, 'reconcile')
  }
  payments.comparison = { checkedAt: Date.now(), differences }
  return differences
}
