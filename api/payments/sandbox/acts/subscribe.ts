import { emit } from '../events.ts'
import { newId } from '../ids.ts'
import { invoiceObject } from '../objects/invoice.ts'
import { subscriptionObject } from '../objects/subscription.ts'
import type { CustomerRow, InvoiceRow, PaymentRow, SessionRow, SubscriptionRow } from '../rows.ts'
import type { Change } from '../world.ts'
import { monthsAfter } from './months.ts'
import { addPayment, fail, failureOf, succeed, updatePayment } from './payment.ts'

/** A renewal that failed is tried again so much later (ms). */
const RETRY_AFTER = 3 * 24 * 3600_000
/** After so many failures of one invoice the subscription ends. */
const MOST_FAILURES = 3

export const addCustomer = async ({ trx, at }: Change, data: Pick<CustomerRow, 'email' | 'name' | 'metadata'>) => {
  const row: CustomerRow = { id: newId('cus'), createdAt: at, ...data }
  await trx('sandboxCustomers').insert(row)
  return row
}

/** The first payment of a monthly gift: it is an invoice like those that follow. */
export const subscribe = async (change: Change, session: SessionRow, payment: PaymentRow) => {
  const { payerEmail: email, payerName: name } = session
  const customerId = session.customerId ?? (await addCustomer(change, { email, name, metadata: '{}' })).id
  const subscription = await addSubscription(change, session, payment.scenario, customerId)
  const invoice = await addInvoice(change, subscription, payment.id, 'subscription_create')
  const linked = await updatePayment(change, payment, { customerId, invoiceId: invoice.id })
  const { trx } = change
  await trx('sandboxSubscriptions').where({ id: subscription.id }).update({ latestInvoiceId: invoice.id })
  await emit(change, 'customer.subscription.created', subscriptionObject(subscription))
  await succeed(change, linked)
  await settleInvoice(change, invoice)
  return { customerId, subscriptionId: subscription.id, invoiceId: invoice.id }
}

const addSubscription = async ({ trx, at }: Change, session: SessionRow, scenario: string, customerId: string) => {
  const row: SubscriptionRow = {
    id: newId('sub'),
    itemId: newId('si'),
    priceId: newId('price'),
    productId: newId('prod'),
    customerId,
    latestInvoiceId: null,
    status: 'active',
    amount: session.unitAmount,
    quantity: session.quantity,
    currency: session.currency,
    productName: session.productName,
    metadata: session.subscriptionMetadata,
    scenario,
    cycle: 0,
    startedAt: at,
    periodStart: at,
    periodEnd: monthsAfter(at, 1),
    cancelAtPeriodEnd: 0,
    canceledAt: null,
    endedAt: null,
    cancelReason: null,
    pauseBehavior: null,
    resumesAt: null,
    failCount: 0,
    retryAt: null,
    createdAt: at
  }
  await trx('sandboxSubscriptions').insert(row)
  return row
}

const addInvoice = async ({ trx, at }: Change, row: SubscriptionRow, paymentId: string, billingReason: string) => {
  const { id: subscriptionId, itemId, priceId, productId, customerId, quantity, currency, productName, metadata } = row
  const invoice: InvoiceRow = {
    id: newId('in'),
    ...{ subscriptionId, itemId, priceId, productId, customerId, quantity, currency, productName, metadata },
    paymentId,
    status: 'open',
    amount: row.amount * quantity,
    billingReason,
    attemptCount: 0,
    nextAttemptAt: null,
    periodStart: row.periodStart,
    periodEnd: row.periodEnd,
    createdAt: at,
    paidAt: null
  }
  await trx('sandboxInvoices').insert(invoice)
  return invoice
}

const updateInvoice = async ({ trx }: Change, row: InvoiceRow, update: Partial<InvoiceRow>) => {
  await trx('sandboxInvoices').where({ id: row.id }).update(update)
  return { ...row, ...update }
}

const settleInvoice = async (change: Change, row: InvoiceRow) => {
  const paid = { status: 'paid', attemptCount: row.attemptCount + 1, nextAttemptAt: null, paidAt: change.at } as const
  await emit(change, 'invoice.paid', invoiceObject(await updateInvoice(change, row, paid)))
}

export const updateSubscription = async (change: Change, row: SubscriptionRow, update: Partial<SubscriptionRow>) => {
  await change.trx('sandboxSubscriptions').where({ id: row.id }).update(update)
  const updated = { ...row, ...update }
  await emit(change, 'customer.subscription.updated', subscriptionObject(updated))
  return updated
}

export const cancel = async (change: Change, row: SubscriptionRow, cancelReason: string) => {
  const { at, trx } = change
  const ended = {
    status: 'canceled' as const,
    endedAt: at,
    canceledAt: row.canceledAt ?? at,
    retryAt: null,
    cancelReason
  }
  await trx('sandboxSubscriptions').where({ id: row.id }).update(ended)
  await trx('sandboxInvoices').where({ subscriptionId: row.id, status: 'open' }).update({ status: 'void' })
  const canceled = { ...row, ...ended }
  await emit(change, 'customer.subscription.deleted', subscriptionObject(canceled))
  return canceled
}

/** A month is over. */
export const renew = async (change: Change, id: string) => {
  const row = await subscriptionAt(change, id)
  if (!row || row.status === 'canceled' || row.periodEnd > change.at) return
  if (row.cancelAtPeriodEnd) {
    await cancel(change, row, 'cancellation_requested')
    return
  }
  const cycle = row.cycle + 1
  const period = { cycle, periodStart: row.periodEnd, periodEnd: monthsAfter(row.startedAt, cycle + 1) }
  const resumed = row.resumesAt !== null && row.resumesAt <= change.at ? { pauseBehavior: null, resumesAt: null } : {}
  const next = await updateSubscription(change, row, { ...period, ...resumed })
  if (!next.pauseBehavior) await charge(change, next)
}

const charge = async (change: Change, row: SubscriptionRow) => {
  const { amount, quantity, currency, customerId, scenario } = row
  const from = { sessionId: null, invoiceId: null, customerId, currency, scenario, method: 'card', metadata: '{}' }
  const payer: Pick<CustomerRow, 'email' | 'name'> | undefined = await change
    .trx('sandboxCustomers')
    .where({ id: customerId })
    .first('email', 'name')
  const names = { payerEmail: payer?.email ?? null, payerName: payer?.name ?? null }
  const payment = await addPayment(change, { ...from, ...names, amount: amount * quantity })
  const invoice = await addInvoice(change, row, payment.id, 'subscription_cycle')
  const linked = await updatePayment(change, payment, { invoiceId: invoice.id })
  await collect(change, { ...row, latestInvoiceId: invoice.id }, invoice, linked)
}

/** A renewal that failed is tried once more. */
export const retry = async (change: Change, id: string) => {
  const row = await subscriptionAt(change, id)
  if (row?.retryAt == null || row.retryAt > change.at) return
  const { trx } = change
  const invoice: InvoiceRow | undefined = await trx('sandboxInvoices').where({ id: row.latestInvoiceId }).first()
  const payment = await trx<PaymentRow>('sandboxPayments')
    .where({ id: invoice?.paymentId ?? '' })
    .first()
  if (invoice?.status !== 'open' || !payment) {
    await trx('sandboxSubscriptions').where({ id }).update({ retryAt: null })
    return
  }
  const { scenario } = row
  await collect(change, row, invoice, await updatePayment(change, payment, { scenario }))
}

const collect = async (change: Change, row: SubscriptionRow, invoice: InvoiceRow, payment: PaymentRow) => {
  const { latestInvoiceId } = row
  if (row.scenario !== 'renewals_fail') {
    await succeed(change, payment)
    await settleInvoice(change, invoice)
    await updateSubscription(change, row, { latestInvoiceId, status: 'active', failCount: 0, retryAt: null })
    return
  }
  await fail(change, payment, failureOf({ code: 'card_declined', declineCode: 'generic_decline' }))
  const failCount = invoice.attemptCount + 1
  const retryAt = failCount < MOST_FAILURES ? change.at + RETRY_AFTER : null
  const open = await updateInvoice(change, invoice, { attemptCount: failCount, nextAttemptAt: retryAt })
  await emit(change, 'invoice.payment_failed', invoiceObject(open))
  const late = await updateSubscription(change, row, { latestInvoiceId, status: 'past_due', failCount, retryAt })
  if (retryAt === null) await cancel(change, late, 'payment_failed')
}

export const subscriptionAt = async ({ trx }: Change, id: string): Promise<SubscriptionRow | undefined> =>
  trx('sandboxSubscriptions').where({ id }).first()
