import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'

/** One signed-in device or program. Its id is the `jti` of the access token: without the live row the token admits nobody. */
export const sessionSchema = Type.Object(
  {
    id: Id(),
    userId: Id(),
    kind: OneOf('web', 'token'),
    name: Nullable(Line({ minLength: 1, maxLength: 64 })),
    userAgent: Nullable(Type.String({ maxLength: 256 })),
    createdAt: Time(),
    lastSeenAt: Time('written at most once a minute;'),
    expiresAt: Time(),
    current: Type.Boolean({ description: 'the session that asks' })
  },
  { $id: 'Session', additionalProperties: false }
)
export type Session = Static<typeof sessionSchema>

export const sessionPatchSchema = Type.Pick(sessionSchema, ['name'], { $id: 'SessionPatch' })
export type SessionPatch = Static<typeof sessionPatchSchema>

export const sessionQuerySchema = querySchema(sessionSchema, {
  fields: ['id', 'kind', 'createdAt'],
  extra: { current: Type.Literal(true) }
})
/** `current` asks for the one session that asks: "am I signed in, and as whom?". */
export type SessionQuery = QueryOf<Session, 'id' | 'kind' | 'createdAt', { current?: true }>
