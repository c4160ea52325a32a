import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, Nullable, querySchema, Time, type QueryOf } from '../../validators.ts'
import { assertionSchema } from '../authentication/authentication.schema.ts'

/** A key that a device keeps for its person (WebAuthn): one signs in with it by finger, face or PIN. */
export const passkeySchema = Type.Object(
  {
    id: Id(),
    userId: Id(),
    name: Line({ minLength: 1, maxLength: 64, reason: 'invalid_name' }),
    createdAt: Time(),
    lastUsedAt: Nullable(Time())
  },
  { $id: 'Passkey', additionalProperties: false }
)
export type Passkey = Static<typeof passkeySchema>

/** What the browser answered to a challenge of purpose `register`. */
export const passkeyDataSchema = Type.Object(
  { challengeId: Id(), response: assertionSchema, name: passkeySchema.properties.name },
  { $id: 'PasskeyData', additionalProperties: false }
)
export type PasskeyData = Static<typeof passkeyDataSchema>

export const passkeyPatchSchema = Type.Pick(passkeySchema, ['name'], { $id: 'PasskeyPatch' })
export type PasskeyPatch = Static<typeof passkeyPatchSchema>

export const passkeyQuerySchema = querySchema(passkeySchema, { fields: ['id', 'createdAt'] })
export type PasskeyQuery = QueryOf<Passkey, 'id' | 'createdAt'>
