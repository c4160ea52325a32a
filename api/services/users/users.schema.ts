import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'
import { profileSchema } from '../profiles/profiles.schema.ts'

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
    emailVerifiedAt: Nullable(Time()),
    createdAt: Time()
  },
  { $id: 'User', additionalProperties: false }
)
export type User = Static<typeof userSchema>

const password = Type.String({ minLength: 10, maxLength: 128, reason: 'password_length', description: 'code points' })

/** Signing up: the account and its public face are made together. */
export const userDataSchema = Type.Object(
  {
    email: userSchema.properties.email,
    password,
    handle: profileSchema.properties.handle,
    displayName: Type.Optional(profileSchema.properties.displayName)
  },
  { $id: 'UserData', additionalProperties: false }
)
export type UserData = Static<typeof userDataSchema>

/** Changing how one signs in needs the password of today. */
export const userPatchSchema = Type.Object(
  {
    email: Type.Optional(userSchema.properties.email),
    password: Type.Optional(password),
    currentPassword: Line({ minLength: 1, maxLength: 128, reason: 'invalid_login' })
  },
  { $id: 'UserPatch', additionalProperties: false }
)
export type UserPatch = Static<typeof userPatchSchema>

export const userQuerySchema = querySchema(userSchema, { fields: ['id', 'email', 'role', 'status', 'createdAt'] })
export type UserQuery = QueryOf<User, 'id' | 'email' | 'role' | 'status' | 'createdAt'>
