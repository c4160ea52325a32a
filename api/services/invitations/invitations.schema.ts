import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, querySchema, Time, type QueryOf } from '../../validators.ts'
import { InvitationCode } from './code.schema.ts'

/** A link that lets some people in: /join/<code>. */
export const invitationSchema = Type.Object(
  {
    id: Id(),
    code: InvitationCode,
    userId: Id('who invites'),
    mostUses: Type.Integer({ minimum: 1, maximum: 1000 }),
    uses: Type.Integer(),
    expiresAt: Time(),
    createdAt: Time(),
    revokedAt: Nullable(Time()),
    inviter: Type.Optional(Type.String({ description: 'name of who invites; for those who stand at the door' })),
    valid: Type.Optional(Type.Boolean({ description: 'for those who stand at the door' }))
  },
  { $id: 'Invitation', additionalProperties: false }
)
export type Invitation = Static<typeof invitationSchema>

export const invitationDataSchema = Type.Object(
  {
    mostUses: Type.Optional(invitationSchema.properties.mostUses),
    expiresAt: Type.Optional(
      Type.Integer({ ...Time('at most a year from now; without it, a week;'), reason: 'invalid_expiry' })
    )
  },
  { $id: 'InvitationData', additionalProperties: false }
)
export type InvitationData = Static<typeof invitationDataSchema>

/** Without an account one asks for one `code`, and learns who invites and whether it still works. */
export const invitationQuerySchema = querySchema(invitationSchema, { fields: ['id', 'code', 'userId', 'createdAt'] })
export type InvitationQuery = QueryOf<Invitation, 'id' | 'code' | 'userId' | 'createdAt'>
