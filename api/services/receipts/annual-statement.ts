import type { Application } from '../../declarations.ts'
import type { ReceiptSnapshot } from './receipt-html.ts'

/** All receipts and credit notes of one person and year, by UTC, with what is left of each currency. Undefined: there is none. */
export const annualStatement = async (
  app: Application,
  userId: string,
  year: number
): Promise<ReceiptSnapshot | undefined> => {
  const db = app.get('database').read
  const rows: { kind: string; snapshot: string }[] = await db('receipts')
    .where({ userId, test: app.get('payments').test })
    .where('createdAt', '>=', Date.UTC(year, 0))
    .where('createdAt', '<', Date.UTC(year + 1, 0))
    .orderBy('number')
    .select('kind', 'snapshot')
  if (rows.length === 0) return undefined
  const papers = rows.map(({ snapshot }) => JSON.parse(snapshot) as ReceiptSnapshot)
  const lines = papers.flatMap(({ kind, lines: own, number, issuedAt }) =>
    own.map((line) => ({
      ...line,
      date: kind === 'credit_note' ? issuedAt : line.date,
      text: `${line.text} (${number})`,
      amount: kind === 'credit_note' ? -line.amount : line.amount
    }))
  )
  const sums = new Map<string, number>()
  for (const { currency, amount } of lines) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  const [latest] = papers.slice(-1)
  return {
    number: String(year),
    kind: 'annual',
    test: app.get('payments').test,
    issuedAt: Date.now(),
    community: latest!.community,
    donor: latest!.donor,
    lines,
    total: [...sums].map(([currency, amount]) => ({ currency, amount })),
    method: [...new Set(papers.map(({ method }) => method).filter(Boolean))].join(', ')
  }
}
