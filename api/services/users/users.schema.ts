import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'
import { InvitationCode } from '../invitations/code.schema.ts'
import { profileSchema } from '../profiles/profiles.schema.ts'
import { NewPassword } from './password.schema.ts'

/** The private account: seen by its owner and by admins. The public face is the profile of the same id. */
export const userSchema = Type.Object(
  {
    id: Id(),
    email: Type.String({
      maxLength: 254,
      pattern:
        '^[^\\s@<>"\\u0000-\\u001F\\u007F]+@[^\\s@<>"\\u0000-\\u001F\\u007F]+\\.[^\\s@<>".\\u0000-\\u001F\\u007F]+$',
      reason: 'invalid_email'
    }),
    role: OneOf('owner', 'admin', 'moderator', 'treasurer', 'member'),
    status: OneOf('active', 'suspended', 'deleted'),
    admittedAt: Nullable(Time('may sign in since; null while the mail is not opened or approval is missing;')),
    emailVerifiedAt: Nullable(Time()),
    pendingEmail: Nullable(Type.String({ description: 'the new address, until its own mail is opened' })),
    mutedUntil: Nullable(Time()),
    suspendedUntil: Nullable(Time()),
    invitationId: Nullable(Id('how they came in')),
    createdAt: Time()
  },
  { $id: 'User', additionalProperties: false }
)
export type User = Static<typeof userSchema>

/** Signing up: the account and its public face are made together. */
export const userDataSchema = Type.Object(
  {
    email: userSchema.properties.email,
    password: NewPassword,
    handle: profileSchema.properties.handle,
    displayName: Type.Optional(profileSchema.properties.displayName),
    invitation: Type.Optional(InvitationCode)
  },
  { $id: 'UserData', additionalProperties: false }
)
export type UserData = Static<typeof userDataSchema>

/** One's own e-mail and password change with the password of today; role and approval are given by those who lead. */
export const userPatchSchema = Type.Object(
  {
    email: Type.Optional(userSchema.properties.email),
    password: Type.Optional(NewPassword),
    currentPassword: Type.Optional(Line({ minLength: 1, maxLength: 128, reason: 'invalid_login' })),
    role: Type.Optional(userSchema.properties.role),
    admitted: Type.Optional(Type.Literal(true))
  },
  {
    $id: 'UserPatch',
    additionalProperties: false,
    minProperties: 1,
    if: { anyOf: [{ required: ['email'] }, { required: ['password'] }] },
    then: { required: ['currentPassword'] }
  }
)
export type UserPatch = Static<typeof userPatchSchema>

export const userQuerySchema = querySchema(userSchema, {
  fields: ['id', 'email', 'role', 'status', 'admittedAt', 'invitationId', 'createdAt']
})
export type UserQuery = QueryOf<User, 'id' | 'email' | 'role' | 'status' | 'admittedAt' | 'invitationId' | 'createdAt'>
