import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** What the card of a gift shows: never more than its donor chose. */
export const giftCardSchema = Type.Object(
  {
    campaignId: Id(),
    /** Of a donor without an account. */
    name: Nullable(Type.String()),
    amount: Nullable(Type.Integer({ description: 'minor units; null: hidden' })),
    currency: Type.String(),
    exponent: Type.Integer(),
    interval: OneOf('once', 'month'),
    status: OneOf('given', 'partly_refunded', 'refunded'),
    refundedAmount: Nullable(Type.Integer({ description: 'minor units; null: hidden' })),
    anonymous: Type.Boolean(),
    test: Type.Boolean({ description: 'no real money' })
  },
  { additionalProperties: false }
)
export type GiftCard = Static<typeof giftCardSchema>

/** One entry of a room's log. */
export const messageSchema = Type.Object(
  {
    id: Id('made by the client; sending it again is safe'),
    roomId: Id(),
    userId: Nullable(Id('null: an anonymous gift, or one of somebody without an account')),
    seq: Type.Integer({ minimum: 0, description: 'place in the room: 1, 2, 3 … without gaps; never changes' }),
    rev: Type.Integer({ minimum: 0, description: 'latest change, counted over the whole room' }),
    kind: OneOf('text', 'gift', 'system'),
    text: Text({
      minLength: 1,
      maxLength: 4000,
      reason: 'invalid_text',
      description: 'code points; empty only in a tombstone'
    }),
    replyTo: Nullable(Id('a message of the same room')),
    donationId: Nullable(Id('of a gift that is not anonymous')),
    gift: Nullable(giftCardSchema),
    createdAt: Time(),
    editedAt: Nullable(Time()),
    deletedAt: Nullable(Time('set on a tombstone;'))
  },
  { $id: 'Message', additionalProperties: false }
)
export type Message = Static<typeof messageSchema>

const { id, roomId, text, replyTo } = messageSchema.properties

/** What a client may send; author, place and time are given by the server. Without `id` the call is not safe to repeat. */
export const messageDataSchema = Type.Object(
  { id: Type.Optional(id), roomId, text, replyTo: Type.Optional(replyTo) },
  { $id: 'MessageData', additionalProperties: false }
)
export type MessageData = Static<typeof messageDataSchema>

/** A message never changes room or author. */
export const messagePatchSchema = Type.Pick(messageSchema, ['text'], { $id: 'MessagePatch' })
export type MessagePatch = Static<typeof messagePatchSchema>

/** Up to this many messages a page when the question is "what changed since": `rev: { $gt }`. Otherwise 100. */
export const MOST_CHANGES = 500

export const messageQuerySchema = querySchema(messageSchema, {
  fields: ['id', 'roomId', 'seq', 'rev'],
  most: MOST_CHANGES
})
export type MessageQuery = QueryOf<Message, 'id' | 'roomId' | 'seq' | 'rev'>
