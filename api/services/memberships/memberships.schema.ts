import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'

/** A person in a room. It is what lets them read and hear it. */
export const membershipSchema = Type.Object(
  {
    id: Id(),
    roomId: Id(),
    userId: Id(),
    role: OneOf('owner', 'moderator', 'member'),
    readSeq: Type.Optional(
      Type.Integer({ minimum: 0, description: 'seq of the last message read; own memberships only' })
    ),
    mutedUntil: Nullable(Time('may read but not write until then;')),
    notify: Type.Optional(OneOf('all', 'mentions', 'none')),
    createdAt: Time()
  },
  { $id: 'Membership', additionalProperties: false }
)
/** `readSeq` and `notify` are private: they are there in one's own memberships only. */
export type Membership = Static<typeof membershipSchema>

/** Joining (without `userId`) or adding somebody. */
export const membershipDataSchema = Type.Object(
  { roomId: Id(), userId: Type.Optional(Id()), role: Type.Optional(membershipSchema.properties.role) },
  { $id: 'MembershipData', additionalProperties: false }
)
export type MembershipData = Static<typeof membershipDataSchema>

export const membershipPatchSchema = Type.Partial(Type.Pick(membershipSchema, ['role', 'readSeq', 'notify']), {
  $id: 'MembershipPatch',
  additionalProperties: false,
  minProperties: 1
})
export type MembershipPatch = Static<typeof membershipPatchSchema>

export const membershipQuerySchema = querySchema(membershipSchema, {
  fields: ['id', 'roomId', 'userId', 'role'],
  sort: ['id', 'role', 'createdAt']
})
export type MembershipQuery = QueryOf<Membership, 'id' | 'roomId' | 'userId' | 'role' | 'createdAt'>
