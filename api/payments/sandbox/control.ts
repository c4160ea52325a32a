import type { Application } from '../../declarations.ts'
import { settle, updateSession } from './acts/checkout.ts'
import { decide, escalate, openDispute } from './acts/dispute.ts'
import { refund, type RefundOrder } from './acts/refund.ts'
import { isScenario } from './cards.ts'
import { advance } from './clock.ts'
import { deliver } from './deliveries.ts'
import { readPayment, readSession } from './objects/load.ts'
import type { AttemptRow, DeliveryRow, DisputeRow, PaymentRow, RefundRow, SessionRow, SubscriptionRow } from './rows.ts'
import { CALM, change, stateNow, worldOf, type Chaos } from './world.ts'

/** What the panel shows of each kind. */
const SHOWN = 50

/** What only the provider can do: for the owner's panel and for tests. */
export const sandboxControl = (app: Application) => {
  const world = worldOf(app)
  const { read, transaction } = app.get('database')
  const newest = <Row>(table: string): Promise<Row[]> => read(table).orderBy('id', 'desc').limit(SHOWN)
  return {
    state: () => stateNow(world),
    payments: () => newest<PaymentRow>('sandboxPayments'),
    sessions: () => newest<SessionRow>('sandboxSessions'),
    refunds: () => newest<RefundRow>('sandboxRefunds'),
    disputes: () => newest<DisputeRow>('sandboxDisputes'),
    subscriptions: () => newest<SubscriptionRow>('sandboxSubscriptions'),
    deliveries: () => newest<DeliveryRow>('sandboxDeliveries'),
    attempts: () => newest<AttemptRow>('sandboxAttempts'),

    /** Gives money back as somebody in the provider's dashboard would. @throws {ApiRefusal} */
    refund: (order: RefundOrder) => change(world, (change) => refund(change, order)),
    /** The payer's bank wants the money back, or only asks (`inquiry`). */
    dispute: (paymentId: string, options: { inquiry?: boolean } = {}) =>
      change(world, (change) => openDispute(change, paymentId, options)),
    decide: (disputeId: string, verdict: 'won' | 'lost' | 'warning_closed') =>
      change(world, (change) => decide(change, disputeId, verdict)),
    /** An inquiry becomes a dispute. */
    escalate: (disputeId: string) => change(world, (change) => escalate(change, disputeId)),
    /** The bank answers about a debit. */
    settle: (paymentId: string, took: boolean) => change(world, (change) => settle(change, paymentId, took)),
    /** From now on the subscription is paid by another test card. */
    changeCard: (id: string, scenario: string) =>
      change(world, async ({ trx }) => {
        if (isScenario(scenario)) await trx('sandboxSubscriptions').where({ id }).update({ scenario })
      }),
    /** Another amount than Hearth asked for (minor units): what a tampered checkout would be. */
    changeAmount: (sessionId: string, amount: number) =>
      change(world, async (change) => {
        const session = await readSession(change.trx, sessionId)
        if (!session) return
        await updateSession(change, session, { amount, unitAmount: amount, quantity: 1 })
        const payment = session.paymentId && (await readPayment(change.trx, session.paymentId))
        if (payment) await change.trx('sandboxPayments').where({ id: payment.id }).update({ amount })
      }),

    /** Moves the clock forward (ms), and does what would have happened meanwhile. */
    advance: (ms: number) => advance(world, ms),
    /** Sends what is due, and waits for the answers. */
    deliver: () => deliver(world),
    /** Sends a delivery once more, whatever became of it. */
    async resend(deliveryId: string) {
      const { now } = await stateNow(world)
      const again = { state: 'due', dueAt: now, tries: 0 }
      await transaction((trx) => trx('sandboxDeliveries').where({ id: deliveryId }).update(again))
      world.wake()
    },
    /** Lets go of what was held back: the last first, unless told otherwise. */
    async release({ inOrder = false } = {}) {
      const { now } = await stateNow(world)
      await transaction(async (trx) => {
        const order = inOrder ? 'asc' : 'desc'
        const held: DeliveryRow[] = await trx('sandboxDeliveries').where({ state: 'held' }).orderBy('id', order)
        // they are due in this order, the last of them now
        for (const [place, { id }] of held.entries()) {
          const dueAt = now - (held.length - 1 - place)
          await trx('sandboxDeliveries').where({ id, state: 'held' }).update({ state: 'due', dueAt })
        }
      })
      world.wake()
    },
    /** What goes wrong from now on; what is not named stays as it was. */
    setChaos: (chaos: Partial<Chaos>) => change(world, async (change) => void Object.assign(change.chaos, chaos)),
    /** Nothing goes wrong any more. */
    calm: () => change(world, async (change) => void Object.assign(change.chaos, CALM))
  }
}

export type SandboxControl = ReturnType<typeof sandboxControl>
