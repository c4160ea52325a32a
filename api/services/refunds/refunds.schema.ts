import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'
import { Amount, Currency } from '../campaigns/campaigns.schema.ts'

/** Money that goes back to a donor. */
export const refundSchema = Type.Object(
  {
    id: Id('may be made by the client: sending it again is safe'),
    donationId: Id(),
    amount: Amount(),
    currency: Currency,
    reason: Text({ minLength: 1, maxLength: 500 }),
    status: OneOf('requested', 'pending', 'succeeded', 'failed'),
    userId: Nullable(Id('who decided; null: it was made at the provider')),
    createdAt: Time()
  },
  { $id: 'Refund', additionalProperties: false }
)
export type Refund = Static<typeof refundSchema>

const { id, donationId, amount, reason } = refundSchema.properties

/** Without an amount all that is left goes back. */
export const refundDataSchema = Type.Object(
  { id: Type.Optional(id), donationId, amount: Type.Optional(amount), reason },
  { $id: 'RefundData', additionalProperties: false }
)
export type RefundData = Static<typeof refundDataSchema>

export const refundQuerySchema = querySchema(refundSchema, { fields: ['id', 'donationId', 'status', 'createdAt'] })
export type RefundQuery = QueryOf<Refund, 'id' | 'donationId' | 'status' | 'createdAt'>
