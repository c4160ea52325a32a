import type { Application } from '../../../declarations.ts'
import { sandboxControl } from '../control.ts'
import { display } from '../currencies.ts'
import type { AttemptRow, DeliveryRow, DisputeRow, PaymentRow, RefundRow, SubscriptionRow } from '../rows.ts'
import { chaosForm } from './chaos.ts'
import { html, pageOf, type Html } from './html.ts'
import { wordsOf } from './pay.ts'

/** What the owner sees of the provider: `/sandbox`. */
export const panel = async (app: Application) => {
  const control = sandboxControl(app)
  const { now, chaos } = await control.state()
  const [payments, refunds, disputes] = [await control.payments(), await control.refunds(), await control.disputes()]
  const [deliveries, attempts] = [await control.deliveries(), await control.attempts()]
  return pageOf(
    'Payment sandbox',
    html`<div class="wide">
      <h1>Payment sandbox</h1>
      <p class="soft">What only a payment provider could do. Its clock says <strong>${timeOf(now)}</strong>.</p>
      ${clock()}
      <h2>Payments</h2>
      ${table('Payments', ['Payment', 'Amount', 'Status', 'How', 'Do'], payments.map(paymentLine))}
      <h2>Refunds</h2>
      ${table('Refunds', ['Refund', 'Amount', 'Status', 'When'], refunds.map(refundLine))}
      <h2>Disputes</h2>
      ${table('Disputes', ['Dispute', 'Amount', 'Status', 'Do'], disputes.map(disputeLine))}
      <h2>Subscriptions</h2>
      ${table('Subscriptions', ['Subscription', 'Amount', 'Status', 'Renews', 'Do'], (await control.subscriptions()).map(monthlyLine))}
      <h2>Webhooks</h2>
      ${table(
        'Webhooks',
        ['Event', 'Type', 'State', 'Answers', 'Do'],
        deliveries.map((row) => deliveryLine(row, attempts))
      )}
      <h2>What goes wrong</h2>
      ${chaosForm(chaos)}
    </div>`
  )
}

const timeOf = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ').concat(' UTC')

/** One button that does one thing to one row. */
const act = (name: string, label: string, id = '', more: Html = html``) =>
  html`<form method="post" action="/sandbox/act">
    <input type="hidden" name="act" value="${name}" /><input type="hidden" name="id" value="${id}" />${more}
    <button>${label}</button>
  </form>`

const table = (name: string, heads: string[], lines: Html[]) =>
  lines.length === 0
    ? html`<p class="soft">None yet.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
        <table>
          <thead>
            <tr>
              ${heads.map((head) => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${lines}
          </tbody>
        </table>
      </div>`

const line = (...cells: (Html | string | Html[])[]) =>
  html`<tr>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`

const DAY = 24 * 3600_000
const clock = () => {
  const forward = (label: string, ms: number) =>
    act('advance', label, '', html`<input type="hidden" name="ms" value="${ms}" />`)
  return html`<div class="row">
    ${forward('+10 minutes', 600_000)} ${forward('+1 hour', 3600_000)} ${forward('+1 day', DAY)}
    ${forward('+1 month', 31 * DAY)}
  </div>`
}

const paymentLine = (row: PaymentRow) =>
  line(
    html`<code>${row.id}</code>`,
    display(row.amount, row.currency),
    html`${row.status}${row.refundedAmount > 0 && html`, ${display(row.refundedAmount, row.currency)} back`}`,
    wordsOf(row.scenario),
    paymentActs(row)
  )

const paymentActs = (row: PaymentRow): Html[] => {
  if (row.status === 'processing') return [act('settle', 'Bank pays', row.id), act('fail', 'Bank refuses', row.id)]
  if (row.status !== 'succeeded' || row.refundedAmount === row.amount) return []
  const amount = html`<input type="hidden" name="currency" value="${row.currency}" />
    <input name="amount" inputmode="decimal" placeholder="all" aria-label="Amount to refund" />`
  const disputes = row.disputed ? [] : [act('dispute', 'Dispute', row.id), act('inquiry', 'Inquiry', row.id)]
  return [act('refund', 'Refund', row.id, amount), ...disputes]
}

const refundLine = (row: RefundRow) =>
  line(html`<code>${row.id}</code>`, display(row.amount, row.currency), row.status, timeOf(row.createdAt))

const disputeLine = (row: DisputeRow) => {
  const open = [act('win', 'Won', row.id), act('lose', 'Lost', row.id)]
  const asked = [act('escalate', 'Escalate', row.id), act('close-inquiry', 'Close', row.id)]
  const acts = row.status === 'needs_response' ? open : row.status === 'warning_needs_response' ? asked : []
  return line(html`<code>${row.id}</code>`, display(row.amount, row.currency), row.status, acts)
}

const monthlyLine = (row: SubscriptionRow) => {
  const fails = row.scenario === 'renewals_fail'
  const button = fails
    ? act('renewals-succeed', 'Card works again', row.id)
    : act('renewals-fail', 'Card stops working', row.id)
  return line(
    html`<code>${row.id}</code>`,
    display(row.amount * row.quantity, row.currency),
    html`${row.status}${row.pauseBehavior && ', paused'}${row.cancelAtPeriodEnd === 1 && ', ends then'}`,
    timeOf(row.periodEnd),
    row.status === 'canceled' ? '' : button
  )
}

const deliveryLine = (row: DeliveryRow, attempts: AttemptRow[]) => {
  const answers = attempts
    .filter(({ deliveryId }) => deliveryId === row.id)
    .reverse()
    .map(({ code, error, altered }) => `${String(code ?? error ?? '')}${altered && ` (${altered})`}`)
  return line(
    html`<code>${row.eventId}</code>`,
    row.type,
    row.state,
    answers.join(', '),
    act('resend', 'Resend', row.id)
  )
}
