import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, querySchema, Time, type QueryOf } from '../../validators.ts'

/** An app that makes one-time codes (TOTP): the second factor beside the password. */
export const authenticatorSchema = Type.Object(
  {
    id: Id(),
    userId: Id(),
    confirmedAt: Nullable(Time('a first code was right; from then on it is asked for;')),
    createdAt: Time(),
    recoveryCodesLeft: Type.Integer(),
    secret: Type.Optional(Type.String({ description: 'Base32; told once, when it is made' })),
    uri: Type.Optional(Type.String({ description: 'otpauth://…, for the QR code; told once' })),
    recoveryCodes: Type.Optional(Type.Array(Type.String(), { description: 'ten; told once, when a code confirms it' }))
  },
  { $id: 'Authenticator', additionalProperties: false }
)
export type Authenticator = Static<typeof authenticatorSchema>

export const authenticatorDataSchema = Type.Object({}, { $id: 'AuthenticatorData', additionalProperties: false })
export type AuthenticatorData = Record<string, never>

/** A code that is right confirms it, and makes new recovery codes. */
export const authenticatorPatchSchema = Type.Object(
  { code: Type.String({ pattern: '^\\d{3} ?\\d{3}$', reason: 'invalid_code' }) },
  { $id: 'AuthenticatorPatch', additionalProperties: false }
)
export type AuthenticatorPatch = Static<typeof authenticatorPatchSchema>

export const authenticatorQuerySchema = querySchema(authenticatorSchema, { fields: ['id', 'createdAt'] })
export type AuthenticatorQuery = QueryOf<Authenticator, 'id' | 'createdAt'>
