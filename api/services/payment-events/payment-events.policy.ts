import { isTreasurer, type Actor, type Policy } from '../../policy.ts'
import type { PaymentEvent } from './payment-events.schema.ts'

const treasurers = (actor: Actor) => isTreasurer(actor) || 'not_treasurer'

export const paymentEventPolicy = {
  find: treasurers,
  get: treasurers,
  patch: treasurers
} satisfies Policy<PaymentEvent>
