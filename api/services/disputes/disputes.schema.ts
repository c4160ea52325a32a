import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'
import { Currency } from '../campaigns/campaigns.schema.ts'

/** A donor asked their bank for the money. */
export const disputeSchema = Type.Object(
  {
    id: Id(),
    donationId: Id(),
    amount: Type.Integer({ description: 'minor units' }),
    currency: Currency,
    reason: Type.String(),
    status: OneOf('inquiry', 'needs_response', 'under_review', 'won', 'lost'),
    dueAt: Nullable(Time('an answer must be with the provider by then;')),
    createdAt: Time(),
    closedAt: Nullable(Time())
  },
  { $id: 'Dispute', additionalProperties: false }
)
export type Dispute = Static<typeof disputeSchema>

export const disputeQuerySchema = querySchema(disputeSchema, { fields: ['id', 'donationId', 'status', 'createdAt'] })
export type DisputeQuery = QueryOf<Dispute, 'id' | 'donationId' | 'status' | 'createdAt'>
