import type Stripe from 'stripe'
import { newId } from './ids.ts'
import type { DeliveryRow, EventRow } from './rows.ts'
import type { Change } from './world.ts'

/** What the sandbox tells of. */
export type Told = Extract<
  Stripe.Event['type'],
  | `checkout.session.${'completed' | 'async_payment_succeeded' | 'async_payment_failed' | 'expired'}`
  | `payment_intent.${'succeeded' | 'payment_failed'}`
  | `charge.${'succeeded' | 'refunded'}`
  | `refund.${'created' | 'updated' | 'failed'}`
  | `charge.dispute.${'created' | 'updated' | 'closed' | 'funds_withdrawn' | 'funds_reinstated'}`
  | `customer.subscription.${'created' | 'updated' | 'deleted'}`
  | `invoice.${'paid' | 'payment_failed'}`
>

/** Writes down that something happened, with the object as it now is; the runner tells Hearth of it after the commit. */
export const emit = async (change: Change, type: Told, object: object) => {
  const { trx, at, request } = change
  const event: EventRow = {
    id: newId('evt'),
    type,
    object: JSON.stringify(object),
    requestId: request?.id ?? null,
    idempotencyKey: request?.key ?? null,
    createdAt: at
  }
  await trx('sandboxEvents').insert(event)
  await trx('sandboxDeliveries').insert(deliveriesOf(change, event))
}

const deliveriesOf = ({ at, chaos }: Change, { id: eventId, type }: EventRow): DeliveryRow[] => {
  const lost = chaos.drop !== 0
  if (chaos.drop > 0) chaos.drop--
  const state = lost ? 'dropped' : chaos.hold ? 'held' : 'due'
  return Array.from({ length: lost ? 1 : 1 + chaos.duplicate }, () => ({
    id: newId('whd'),
    eventId,
    type,
    state,
    dueAt: at + chaos.delay,
    tries: 0,
    createdAt: at
  }))
}
