import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** What was done about a person: for a while or for good, in one room or everywhere. */
export const sanctionSchema = Type.Object(
  {
    id: Id(),
    kind: OneOf('mute', 'suspension', 'ban'),
    userId: Id('whom it is about'),
    roomId: Nullable(Id('null: everywhere')),
    byId: Id('who decided it'),
    reason: Text({ maxLength: 500 }),
    purged: Type.Integer({ description: 'how many messages were removed with it' }),
    endsAt: Nullable(Time('null: until it is lifted;')),
    createdAt: Time(),
    liftedAt: Nullable(Time()),
    liftedBy: Nullable(Id())
  },
  { $id: 'Sanction', additionalProperties: false }
)
export type Sanction = Static<typeof sanctionSchema>

const { kind, userId, reason } = sanctionSchema.properties

/** A mute is for a while; a suspension is for all rooms. `purge` removes what the person wrote, there or everywhere. */
export const sanctionDataSchema = Type.Object(
  {
    kind,
    userId,
    roomId: Type.Optional(Id()),
    reason: Type.Optional(reason),
    endsAt: Type.Optional(
      Nullable(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, reason: 'invalid_expiry' }))
    ),
    purge: Type.Optional(Type.Boolean())
  },
  { $id: 'SanctionData', additionalProperties: false }
)
export type SanctionData = Static<typeof sanctionDataSchema>

export const sanctionQuerySchema = querySchema(sanctionSchema, {
  fields: ['id', 'userId', 'roomId', 'kind', 'createdAt', 'liftedAt'],
  sort: ['id', 'createdAt']
})
export type SanctionQuery = QueryOf<Sanction, 'id' | 'userId' | 'roomId' | 'kind' | 'createdAt' | 'liftedAt'>
