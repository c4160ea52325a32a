import type { Donation } from '$sdk'

type Row = Pick<
  Donation,
  'status' | 'total' | 'refundedAmount' | 'currency' | 'method' | 'subscriptionId' | 'succeededAt'
>

export interface Charts {
  /** That of most of the gifts: sums of different ones cannot be told together. */
  currency: string
  /** The newest last. `at` is when it begins (ms since 1970), sums are minor units. */
  months: readonly { at: number; once: number; monthly: number }[]
  /** The largest first. */
  methods: readonly { method: string | null; sum: number }[]
  /** Gifts in other currencies, which the charts leave out. */
  others: number
}

/** What stayed of a gift. */
const stayed = ({ status, total, refundedAmount }: Row) => (status === 'lost' ? 0 : Math.max(0, total - refundedAmount))

const startOfMonth = (at: number, ahead = 0) => {
  const day = new Date(at)
  return new Date(day.getFullYear(), day.getMonth() + ahead).getTime()
}

/** When the oldest month of `charts` begins. */
export const sinceMonth = (months: number, now = Date.now()) => startOfMonth(now, 1 - months)

/** Gifts over the last months, in the person's own calendar, and by the way they came. */
export const charts = (rows: readonly Row[], months: number, now = Date.now()): Charts => {
  const counts = new Map<string, number>()
  for (const { currency } of rows) counts.set(currency, (counts.get(currency) ?? 0) + 1)
  const [currency = 'EUR'] = [...counts].toSorted(([, a], [, b]) => b - a).map(([code]) => code)
  const ours = rows.filter((row) => row.currency === currency)

  const starts = Array.from({ length: months }, (_, i) => startOfMonth(now, i + 1 - months))
  const sumIn = (at: number, isMonthly: boolean) =>
    ours
      .filter(({ succeededAt, subscriptionId }) => {
        const inMonth = succeededAt !== null && startOfMonth(succeededAt) === at
        return inMonth && (subscriptionId !== null) === isMonthly
      })
      .reduce((sum, row) => sum + stayed(row), 0)
  const byMethod = new Map<string | null, number>()
  for (const row of ours) byMethod.set(row.method, (byMethod.get(row.method) ?? 0) + stayed(row))

  return {
    currency,
    months: starts.map((at) => ({ at, once: sumIn(at, false), monthly: sumIn(at, true) })),
    methods: [...byMethod].map(([method, sum]) => ({ method, sum })).toSorted((a, b) => b.sum - a.sum),
    others: rows.length - ours.length
  }
}
