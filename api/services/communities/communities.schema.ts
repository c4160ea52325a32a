import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/** The community that this Hearth belongs to: exactly one row, readable without an account. */
export const communitySchema = Type.Object(
  {
    id: Id(),
    name: Line({ minLength: 1, maxLength: 60, reason: 'invalid_name' }),
    purpose: Text({ maxLength: 160, description: 'one line below the name' }),
    hue: Type.Integer({ minimum: 0, maximum: 11 }),
    signUp: OneOf('open', 'invitation', 'approval'),
    invitedBy: OneOf('staff', 'members'),
    mail: Type.Boolean({ description: 'whether this server can send mail' }),
    peopleCount: Type.Integer({ description: '0 until somebody has made the owner’s account' }),
    roomCount: Type.Integer({ description: 'public rooms that are not archived' }),
    createdAt: Time()
  },
  { $id: 'Community', additionalProperties: false }
)
export type Community = Static<typeof communitySchema>

export const communityPatchSchema = Type.Partial(
  Type.Pick(communitySchema, ['name', 'purpose', 'hue', 'signUp', 'invitedBy']),
  {
    $id: 'CommunityPatch',
    additionalProperties: false,
    minProperties: 1
  }
)
export type CommunityPatch = Static<typeof communityPatchSchema>

export const communityQuerySchema = querySchema(communitySchema, { fields: ['id'] })
export type CommunityQuery = QueryOf<Community, 'id'>
