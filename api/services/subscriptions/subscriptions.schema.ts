import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'
import { Amount, Currency } from '../campaigns/campaigns.schema.ts'

/** A monthly gift, as it was promised. Each month that is paid is a donation of its own. */
export const subscriptionSchema = Type.Object(
  {
    id: Id(),
    userId: Id(),
    campaignId: Id(),
    amount: Amount(),
    feeCover: Type.Integer(),
    currency: Currency,
    exponent: Type.Integer(),
    visibility: OneOf('public', 'amount_hidden', 'anonymous'),
    status: OneOf('active', 'past_due', 'paused', 'canceled'),
    test: Type.Boolean(),
    currentPeriodEnd: Nullable(Time()),
    createdAt: Time(),
    endedAt: Nullable(Time())
  },
  { $id: 'Subscription', additionalProperties: false }
)
export type Subscription = Static<typeof subscriptionSchema>

/** One thing at a time: another amount, a pause, an end, or who sees the next gifts. */
export const subscriptionPatchSchema = Type.Object(
  {
    amount: Type.Optional(subscriptionSchema.properties.amount),
    status: Type.Optional(OneOf('active', 'paused', 'canceled')),
    visibility: Type.Optional(subscriptionSchema.properties.visibility)
  },
  { $id: 'SubscriptionPatch', additionalProperties: false, minProperties: 1, maxProperties: 1 }
)
export type SubscriptionPatch = Static<typeof subscriptionPatchSchema>

export const subscriptionQuerySchema = querySchema(subscriptionSchema, {
  fields: ['id', 'userId', 'campaignId', 'status', 'createdAt'],
  extra: { mine: Type.Literal(true) }
})
export type SubscriptionQuery = QueryOf<
  Subscription,
  'id' | 'userId' | 'campaignId' | 'status' | 'createdAt',
  { mine?: true }
>
