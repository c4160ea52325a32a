import { BANK, scenarioOf, type ScenarioId } from '../cards.ts'
import { emit } from '../events.ts'
import { fullSession, readPayment, readSession } from '../objects/load.ts'
import type { PaymentRow, SessionRow } from '../rows.ts'
import type { Change } from '../world.ts'
import {
  AUTHENTICATION_FAILED,
  addPayment,
  DEBIT_FAILED,
  fail,
  failureOf,
  submit,
  succeed,
  updatePayment
} from './payment.ts'
import { subscribe } from './subscribe.ts'

/** A bank takes so long for a debit (ms). */
const DEBIT_TAKES = 3600_000

/** What a payer brings to the hosted page. */
export interface Means {
  /** The kind of test card, or the debit. */
  scenario: ScenarioId | typeof BANK
  /** As Stripe names it: `card`, `sepa_debit`. */
  method: string
  email: string | null
  name: string | null
}

/** `closed`: paid before, expired, or never there. */
export type Outcome = 'paid' | 'processing' | 'declined' | 'asks' | 'closed'

export const updateSession = async ({ trx }: Change, row: SessionRow, update: Partial<SessionRow>) => {
  await trx('sandboxSessions').where({ id: row.id }).update(update)
  return { ...row, ...update }
}

/** Somebody pays on the hosted page. */
export const pay = async (change: Change, sessionId: string, means: Means): Promise<Outcome> => {
  const session = await readSession(change.trx, sessionId)
  if (!session || !isOpen(session, change.at)) return 'closed'
  const payer = { payerEmail: means.email ?? session.customerEmail, payerName: means.name }
  const named = await updateSession(change, session, payer)
  const payment = await paymentFor(change, named, means)
  if (means.scenario === BANK) {
    await submit(change, payment, change.at + DEBIT_TAKES)
    await complete(change, { ...named, paymentId: payment.id }, 'unpaid')
    return 'processing'
  }
  const scenario = scenarioOf(means.scenario)
  if (scenario?.decline) {
    await fail(change, payment, failureOf(scenario.decline))
    return 'declined'
  }
  if (scenario?.asks) {
    await updatePayment(change, payment, { status: 'requires_action' })
    return 'asks'
  }
  await finish(change, { ...named, paymentId: payment.id }, payment)
  return 'paid'
}

/** The payer's bank says whether it is them. */
export const authenticate = async (change: Change, sessionId: string, isThem: boolean): Promise<Outcome> => {
  const session = await readSession(change.trx, sessionId)
  const payment = session?.paymentId ? await readPayment(change.trx, session.paymentId) : undefined
  if (!session || !isOpen(session, change.at) || payment?.status !== 'requires_action') return 'closed'
  if (!isThem) {
    await fail(change, payment, AUTHENTICATION_FAILED)
    return 'declined'
  }
  await finish(change, session, payment)
  return 'paid'
}

export const isOpen = ({ status, expiresAt }: SessionRow, at: number) => status === 'open' && expiresAt > at

/** One payment intent a session, however often it is tried. */
const paymentFor = async (change: Change, session: SessionRow, { scenario, method }: Means): Promise<PaymentRow> => {
  const { payerEmail, payerName } = session
  const stored = session.paymentId ? await readPayment(change.trx, session.paymentId) : undefined
  if (stored) return updatePayment(change, stored, { scenario, method, payerEmail, payerName })
  const { id: sessionId, customerId, amount, currency, intentMetadata: metadata } = session
  const from = { sessionId, customerId, amount, currency, metadata, invoiceId: null }
  const payment = await addPayment(change, { ...from, scenario, method, payerEmail, payerName })
  await updateSession(change, session, { paymentId: payment.id })
  return payment
}

const finish = async (change: Change, session: SessionRow, payment: PaymentRow) => {
  if (session.mode === 'subscription') {
    const made = await subscribe(change, session, payment)
    await complete(change, { ...session, ...made }, 'paid')
    return
  }
  await succeed(change, payment)
  await complete(change, session, 'paid')
}

const complete = async (change: Change, session: SessionRow, paymentStatus: SessionRow['paymentStatus']) => {
  const { customerId, subscriptionId, invoiceId } = session
  const links = { customerId, subscriptionId, invoiceId }
  const done = await updateSession(change, session, { ...links, status: 'complete', paymentStatus })
  await emit(change, 'checkout.session.completed', fullSession(change, done))
}

/** The bank has answered about a debit. */
export const settle = async (change: Change, paymentId: string, took: boolean) => {
  const payment = await readPayment(change.trx, paymentId)
  if (payment?.status !== 'processing') return
  if (took) await succeed(change, payment)
  else await fail(change, payment, DEBIT_FAILED)
  const session = payment.sessionId ? await readSession(change.trx, payment.sessionId) : undefined
  if (!session) return
  const done = took ? await updateSession(change, session, { paymentStatus: 'paid' }) : session
  const type = took ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed'
  await emit(change, type, fullSession(change, done))
}

/** Closes a session that nobody has paid. */
export const expire = async (change: Change, session: SessionRow) => {
  const payment = session.paymentId ? await readPayment(change.trx, session.paymentId) : undefined
  if (payment) await updatePayment(change, payment, { status: 'canceled' })
  const expired = await updateSession(change, session, { status: 'expired' })
  await emit(change, 'checkout.session.expired', fullSession(change, expired))
  return expired
}
