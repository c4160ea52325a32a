import fc from 'fast-check'
import type { Donation } from '../../api/client.ts'
import { ProviderError, type Snapshot } from '../../api/payments/provider.ts'
import type { DonationRow } from '../../api/payments/rows.ts'
import { ApiRefusal } from '../../api/payments/sandbox/refusals.ts'
import type { PaymentRow, SessionRow } from '../../api/payments/sandbox/rows.ts'
import { aDonor, aGiving, begin, collect, pageOf, type Collection, type Giving } from './giving.ts'
import type { Somebody } from './people.ts'

const MINUTE = 60_000

/** One gift of a history: by card, by bank debit, and monthly. */
export interface Gift {
  donation: Donation
  donor: Somebody
  /** Where it is paid. */
  page: string
}
export const KINDS = ['card', 'bank', 'monthly'] as const

/** One history: three gifts to a campaign of its own, begun and not yet paid. */
export interface Play extends Collection {
  gifts: Gift[]
  /** Answers of the provider that were asked for, and not yet acted on. */
  answers: { donationId: string; snapshot: Snapshot }[]
  /** How far the provider's clock is ahead (ms). */
  ahead: number
}

/** How often each act is drawn: most histories are to be about money that came. */
const WEIGHTS = {
  ...{ pay: 4, deliver: 3, flush: 3, check: 2, look: 2, ask: 3, answer: 4, again: 1, twice: 1, drop: 2, outage: 1 },
  ...{ refund: 4, refundThere: 4, dispute: 4, decide: 5, escalate: 2, soon: 3, month: 3, settleDebit: 2 },
  ...{ decline: 1, turnBack: 1, visibility: 2, promise: 3 }
} as const
type What = keyof typeof WEIGHTS
export const ACTS = new Set(Object.keys(WEIGHTS))
const drawn = Object.entries(WEIGHTS).flatMap(([what, often]) => Array.from({ length: often }, () => what as What))

/** What happens to which gift; `way` chooses among the ways to do it, and `along` does it together with what comes next. */
export const act = fc.record({
  what: fc.constantFrom(...drawn),
  gift: fc.nat({ max: KINDS.length - 1 }),
  way: fc.nat({ max: 11 }),
  along: fc.constantFrom(false, false, false, true)
})
const opening = (what: What, gift: number) =>
  fc.option(
    fc.record({
      what: fc.constant(what),
      gift: fc.constant(gift),
      way: fc.nat({ max: 11 }),
      along: fc.constant(false)
    }),
    { freq: 4 }
  )
/** Most begin with payments that are told of: what follows is about money then. */
const openings = fc
  .tuple(opening('pay', 0), opening('pay', 1), opening('pay', 2), opening('flush', 0))
  .map((acts) => acts.filter((one) => one !== null))
export const history = fc
  .tuple(openings, fc.array(act, { minLength: 1, maxLength: 22, size: 'max' }))
  .map(([first, then]): Act[] => [...first, ...then])
export type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

/** A community with one donor for each kind of gift. */
export const aCompany = async (): Promise<Giving & { donors: Somebody[] }> => {
  const giving = await aGiving()
  const donors = [giving.ana, await aDonor(giving), await aDonor(giving)]
  // whoever is new must wait while many cards are declined
  const joined = { createdAt: Date.now() - 48 * 60 * MINUTE }
  await giving.hearth.app.get('database').transaction((trx) => trx('users').update(joined))
  return { ...giving, donors }
}
export type Company = Awaited<ReturnType<typeof aCompany>>

/** What happened before is long ago: nobody looks it up any more, and nothing of it goes on. */
const forget = ({ hearth }: Company) =>
  hearth.app.get('database').transaction(async (trx) => {
    const longAgo = Date.now() - 24 * 60 * MINUTE
    await trx('sandboxEvents').where('createdAt', '>', longAgo).update({ createdAt: longAgo })
    await trx('sandboxDeliveries').whereIn('state', ['held', 'due']).update({ state: 'dropped' })
    await trx('sandboxPayments').update({ settleAt: null, disputeAt: null })
    await trx('sandboxRefunds').update({ settleAt: null })
    await trx('sandboxSubscriptions').whereNot({ status: 'canceled' }).update({ status: 'canceled', retryAt: null })
    // whoever has three checkouts open begins no other one
    await trx('donations').whereIn('status', ['created', 'pending']).update({ createdAt: longAgo, checkAt: null })
    await trx('sessions').update({ confirmedAt: Date.now() })
  })

/** Begins a history: notices wait until they are let go. */
export const aPlay = async (company: Company): Promise<Play> => {
  const { control, donors, people } = company
  await control.calm()
  await control.deliver()
  await forget(company)
  for (const { heard } of people) heard.length = 0
  const collection = await collect(company)
  const gifts = await Promise.all(
    KINDS.map(async (kind, i) => {
      const more = { coverFees: i !== 1, interval: kind === 'monthly' ? ('month' as const) : ('once' as const) }
      const donation = await begin(donors[i]!, collection, { amount: 1000 + i, message: kind, ...more })
      return { donation, donor: donors[i]!, page: pageOf(company, donation) }
    })
  )
  await control.setChaos({ hold: true })
  return { ...collection, gifts, answers: [], ahead: 0 }
}

/** Ends it: the provider's clock shows our time again. */
export const endPlay = async ({ giving, ahead }: Play) => {
  await giving.control.calm()
  if (ahead > 0) await giving.control.advance(-ahead)
}

export const db = ({ giving }: Play) => giving.hearth.app.get('database').read
export const write = <T>({ giving }: Play, work: (trx: ReturnType<typeof db>) => Promise<T>) =>
  giving.hearth.app.get('database').transaction(work)
export const one = <T>(all: readonly T[], way: number) => all[way % Math.max(all.length, 1)]

/** The months of a gift that we know of; of one that is given once, the gift itself. */
export const monthsOf = async (play: Play, { donation: { id } }: Gift): Promise<DonationRow[]> => {
  const row: DonationRow = await db(play)('donations').where({ id }).first()
  if (!row.subscriptionId) return [row]
  return db(play)('donations').where({ subscriptionId: row.subscriptionId }).orderBy('id')
}

/** What the provider has of a gift: the payments of all its months, the first one first. */
export const paymentsOf = async (play: Play, { donation: { id } }: Gift) => {
  const session: SessionRow = await db(play)('sandboxSessions').where({ clientReferenceId: id }).first()
  const invoices = session.subscriptionId
    ? await db(play)('sandboxInvoices').where({ subscriptionId: session.subscriptionId }).pluck<string[]>('paymentId')
    : []
  const payments: PaymentRow[] = await db(play)('sandboxPayments')
    .whereIn('id', [...invoices, session.paymentId ?? ''])
    .orderBy('id')
  return { session, payments }
}

/** What may be refused, by us and by the provider, without anything being wrong. */
const REFUSALS = ['invalid_transition', 'refund_too_large', 'payments_unavailable']
const isRefusal = (error: unknown) =>
  error instanceof ProviderError ||
  error instanceof ApiRefusal ||
  REFUSALS.includes((error as { data?: { reason?: string } }).data?.reason ?? '')

/** @returns whether it was done, and not refused */
export const attempt = async (call: () => Promise<unknown>) => {
  try {
    return (await call()) !== 'nothing'
  } catch (error) {
    if (!isRefusal(error)) throw error
    return false
  }
}
