import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, Time } from '../../validators.ts'

/** What everybody may know of a gift, as its donor chose. Its id is that of its message: it tells nothing of the donor. */
export const giftSchema = Type.Object(
  {
    id: Id(),
    campaignId: Id(),
    userId: Nullable(Id('null: an anonymous gift, or a donor without an account')),
    name: Nullable(Type.String()),
    amount: Nullable(Type.Integer({ description: 'minor units; null: hidden' })),
    currency: Type.String(),
    exponent: Type.Integer(),
    interval: OneOf('once', 'month'),
    text: Type.String(),
    status: OneOf('given', 'partly_refunded', 'refunded'),
    test: Type.Boolean(),
    createdAt: Time()
  },
  { $id: 'Gift', additionalProperties: false }
)
export type Gift = Static<typeof giftSchema>

/** What is asked here is answered by hand: nothing may be asked that would be passed over. The latest come first. */
export const giftQuerySchema = Type.Object(
  {
    campaignId: Type.Optional(Id()),
    $sort: Type.Optional(
      Type.Object({ createdAt: Type.Unsafe<-1>({ type: 'integer', enum: [-1] }) }, { additionalProperties: false })
    ),
    $limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    $skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 }))
  },
  { additionalProperties: false }
)
export type GiftQuery = Static<typeof giftQuerySchema>
