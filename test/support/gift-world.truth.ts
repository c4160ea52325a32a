import type { DonationStatus } from '../../api/payments/states.ts'
import type { DisputeRow, InvoiceRow, PaymentRow, RefundRow, SubscriptionRow } from '../../api/payments/sandbox/rows.ts'
import { db, paymentsOf, type Gift, type Play } from './gift-world.ts'

/** What a gift must be, by the provider's own tables and by nothing that the app says. */
export interface Truth {
  /** Of the gift itself; the invoice of a later month. */
  donationId: string | null
  invoiceId: string | null
  status: DonationStatus[]
  /** What came, less what went back and what was lost; minor units. */
  income: number
  refunded: number
  /** What the provider keeps for us of it, less its fees. */
  kept: number
  /** What it holds while a dispute lasts. */
  held: number
  isPaid: boolean
}

const UNPAID = { income: 0, refunded: 0, kept: 0, held: 0, isPaid: false }
const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0)

const ofPayment = async (play: Play, payment: PaymentRow) => {
  const paymentId = payment.id
  const refunds: RefundRow[] = await db(play)('sandboxRefunds').where({ paymentId })
  const disputes: DisputeRow[] = await db(play)('sandboxDisputes').where({ paymentId })
  const sources = [payment.chargeId ?? '', ...refunds.map(({ id }) => id), ...disputes.map(({ id }) => id)]
  const moved: { amount: number; fee: number }[] = await db(play)('sandboxTransactions').whereIn('sourceId', sources)
  const refunded = sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount))
  const disputed = (status: DisputeRow['status']) =>
    sum(disputes.filter((dispute) => dispute.status === status).map(({ amount }) => amount))
  const lost = disputed('lost')
  const held = disputed('needs_response')
  const status: DonationStatus =
    lost > 0
      ? 'lost'
      : held > 0
        ? 'disputed'
        : refunded === 0
          ? 'succeeded'
          : refunded < payment.amount
            ? 'partially_refunded'
            : 'refunded'
  return {
    ...{ status: [status], income: payment.amount - refunded - lost, refunded, held, isPaid: true },
    kept: sum(moved.map(({ amount, fee }) => amount - fee))
  }
}

/** The gift itself, and each further month that was paid. */
export const truthOf = async (play: Play, gift: Gift): Promise<Truth[]> => {
  const { session, payments } = await paymentsOf(play, gift)
  const invoices: InvoiceRow[] = session.subscriptionId
    ? await db(play)('sandboxInvoices').where({ subscriptionId: session.subscriptionId, status: 'paid' })
    : []
  const first = payments.find(({ id }) => id === session.paymentId)
  const head = { donationId: gift.donation.id, invoiceId: session.invoiceId }
  const months: Truth[] = []
  for (const invoice of invoices.filter(({ id }) => id !== session.invoiceId)) {
    const payment = payments.find(({ id }) => id === invoice.paymentId)!
    months.push({ donationId: null, invoiceId: invoice.id, ...(await ofPayment(play, payment)) })
  }
  if (session.paymentStatus === 'paid' && first) return [{ ...head, ...(await ofPayment(play, first)) }, ...months]
  const status: DonationStatus[] =
    session.status === 'open'
      ? ['pending']
      : session.status === 'expired'
        ? ['expired', 'canceled']
        : [first?.status === 'processing' ? 'processing' : 'failed']
  return [{ ...head, ...UNPAID, status }]
}

/** What a monthly gift must be; nothing when it has not begun. */
export const promiseOf = async (play: Play, gift: Gift) => {
  const { session } = await paymentsOf(play, gift)
  if (!session.subscriptionId) return undefined
  const row: SubscriptionRow = await db(play)('sandboxSubscriptions').where({ id: session.subscriptionId }).first()
  const { id, status, pauseBehavior, amount, quantity, periodEnd } = row
  return {
    id,
    // one that has ended is over, whether it was paused or not
    status: status !== 'canceled' && pauseBehavior ? 'paused' : status,
    total: amount * quantity,
    currentPeriodEnd: Math.floor(periodEnd / 1000) * 1000
  }
}

/** What there is of a campaign, counted. */
export const standing = async (play: Play) => {
  const ids = db(play)('donations').where({ campaignId: play.campaign.id }).select('id')
  const payments = db(play)('donations').where({ campaignId: play.campaign.id }).select('paymentRef')
  const count = async (rows: object) => (await (rows as PromiseLike<unknown[]>)).length
  return {
    notices: await count(db(play)('paymentEvents').where({ state: 'new' })),
    booked: await count(
      db(play)('ledgerTransactions').whereIn('donationId', ids).whereIn('kind', ['charge', 'refund'])
    ),
    told: await count(db(play)('messages').where({ roomId: play.room.id, kind: 'gift' })),
    requested: await count(db(play)('refunds').whereIn('donationId', ids).where({ status: 'requested' })),
    backThere: await count(db(play)('sandboxRefunds').whereIn('paymentId', payments))
  }
}
