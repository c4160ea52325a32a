import type Stripe from 'stripe'
import { stripePackage } from '../../stripe-package.ts'
import type { EventRow } from '../rows.ts'
import { seconds } from './parts.ts'

/** An event as the API and the deliveries carry it: the object as it was when it happened. */
export const eventObject = async (row: EventRow, pendingWebhooks = 0): Promise<Stripe.EventBase> => ({
  id: row.id,
  object: 'event',
  api_version: (await stripePackage()).API_VERSION,
  created: seconds(row.createdAt),
  data: { object: JSON.parse(row.object) as Stripe.Event.Data.Object },
  livemode: false,
  pending_webhooks: pendingWebhooks,
  request: { id: row.requestId, idempotency_key: row.idempotencyKey },
  type: row.type as Stripe.Event.Type
})
