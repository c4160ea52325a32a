import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, Time } from '../../validators.ts'

/** Somebody who gave to a campaign and let themselves be named. */
export const supporterSchema = Type.Object(
  {
    id: Id('of the member, or of the message of a gift from somebody without an account'),
    userId: Nullable(Id('null: a donor without an account')),
    name: Nullable(Type.String()),
    amount: Nullable(Type.Integer({ description: 'minor units; of the gifts whose amount is public. null: none is' })),
    currency: Type.String(),
    exponent: Type.Integer(),
    lastAt: Time('of the last gift that counts;')
  },
  { $id: 'Supporter', additionalProperties: false }
)
export type Supporter = Static<typeof supporterSchema>

/** What is asked here is answered by hand: nothing may be asked that would be passed over. */
export const supporterQuerySchema = Type.Object(
  {
    campaignId: Id(),
    period: Type.Optional(OneOf('week', 'all')),
    $limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    $skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 }))
  },
  { additionalProperties: false }
)
export type SupporterQuery = Static<typeof supporterQuerySchema>
