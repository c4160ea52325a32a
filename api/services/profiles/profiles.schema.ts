import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

const link = Type.String({
  maxLength: 300,
  pattern: '^https?://[^\\s<>"\\u0000-\\u001F\\u007F]+$',
  reason: 'invalid_url'
})

/** The public face of a person, readable by everyone who is signed in. Its id is the user's id. */
export const profileSchema = Type.Object(
  {
    id: Id(),
    handle: Type.String({ pattern: '^[a-z0-9](?:[a-z0-9_.-]{0,30}[a-z0-9])$', reason: 'invalid_handle' }),
    displayName: Line({ minLength: 1, maxLength: 64, reason: 'invalid_name' }),
    bio: Text({ maxLength: 500 }),
    pronouns: Text({ maxLength: 40 }),
    timezone: Nullable(
      Type.String({ minLength: 1, maxLength: 64, description: 'IANA name', reason: 'invalid_timezone' })
    ),
    links: Type.Array(link, { maxItems: 5 }),
    avatarId: Nullable(Id('an image that this person uploaded')),
    avatarUrl: Nullable(Type.String()),
    hue: Type.Integer({ minimum: 0, maximum: 11, description: 'twelfth of the colour circle' }),
    supporterSince: Nullable(Time()),
    createdAt: Time()
  },
  { $id: 'Profile', additionalProperties: false }
)
export type Profile = Static<typeof profileSchema>

export const profilePatchSchema = Type.Partial(
  Type.Pick(profileSchema, ['handle', 'displayName', 'bio', 'pronouns', 'timezone', 'links', 'avatarId', 'hue']),
  { $id: 'ProfilePatch', additionalProperties: false, minProperties: 1 }
)
export type ProfilePatch = Static<typeof profilePatchSchema>

export const profileQuerySchema = querySchema(profileSchema, {
  fields: ['id', 'handle', 'createdAt'],
  sort: ['id', 'handle', 'displayName', 'createdAt'],
  extra: { search: Line({ minLength: 1, maxLength: 64 }) }
})
/** `search` finds people whose handle or name, or a word of it, begins so. */
export type ProfileQuery = QueryOf<Profile, 'id' | 'handle' | 'displayName' | 'createdAt', { search?: string }>
