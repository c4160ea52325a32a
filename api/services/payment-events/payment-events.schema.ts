import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** A notice of the payment provider, and what was done with it. */
export const paymentEventSchema = Type.Object(
  {
    id: Id(),
    eventId: Type.String({ description: 'the provider’s own id' }),
    type: Text({ maxLength: 80 }),
    test: Type.Boolean(),
    state: OneOf('new', 'done', 'failed', 'ignored'),
    tries: Type.Integer(),
    error: Nullable(Type.String()),
    receivedAt: Time(),
    doneAt: Nullable(Time())
  },
  { $id: 'PaymentEvent', additionalProperties: false }
)
export type PaymentEvent = Static<typeof paymentEventSchema>

export const paymentEventQuerySchema = querySchema(paymentEventSchema, {
  fields: ['id', 'state', 'type', 'receivedAt']
})
export type PaymentEventQuery = QueryOf<PaymentEvent, 'id' | 'state' | 'type' | 'receivedAt'>

/** Trying a notice once more. */
export const paymentEventPatchSchema = Type.Object(
  { state: OneOf('new') },
  { $id: 'PaymentEventPatch', additionalProperties: false }
)
export type PaymentEventPatch = Static<typeof paymentEventPatchSchema>
