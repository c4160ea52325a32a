import { Type, type Static } from '@feathersjs/typebox'
import { SCOPES } from '../../policy.ts'
import { Id, Line, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'

const scopes = Type.Array(OneOf(...SCOPES), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true })

/** One signed-in device or program. Its id is the `jti` of the access token: without the live row the token admits nobody. */
export const sessionSchema = Type.Object(
  {
    id: Id(),
    userId: Id(),
    kind: OneOf('web', 'token'),
    name: Nullable(Line({ minLength: 1, maxLength: 64 })),
    scopes: Nullable(scopes),
    userAgent: Nullable(Type.String({ maxLength: 256 })),
    createdAt: Time(),
    lastSeenAt: Time('written at most once a minute;'),
    expiresAt: Time(),
    current: Type.Boolean({ description: 'the session that asks' }),
    accessToken: Type.Optional(Type.String({ description: 'of a new personal access token; told once' }))
  },
  { $id: 'Session', additionalProperties: false }
)
export type Session = Static<typeof sessionSchema>

/** A personal access token, for bots and other programs. It ends within a year. */
export const sessionDataSchema = Type.Object(
  {
    name: Line({ minLength: 1, maxLength: 64, reason: 'invalid_name' }),
    scopes,
    expiresAt: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, reason: 'invalid_expiry' })
  },
  { $id: 'SessionData', additionalProperties: false }
)
export type SessionData = Static<typeof sessionDataSchema>

export const sessionPatchSchema = Type.Pick(sessionSchema, ['name'], { $id: 'SessionPatch' })
export type SessionPatch = Static<typeof sessionPatchSchema>

export const sessionQuerySchema = querySchema(sessionSchema, {
  fields: ['id', 'kind', 'createdAt'],
  extra: { current: Type.Literal(true) }
})
/** `current` asks for the one session that asks: "am I signed in, and as whom?". */
export type SessionQuery = QueryOf<Session, 'id' | 'kind' | 'createdAt', { current?: true }>
