import { Type, type Static } from '@feathersjs/typebox'
import { Id, OneOf, Time } from '../../validators.ts'

/** Something that only a passkey can answer, once and within five minutes (WebAuthn). */
export const challengeSchema = Type.Object(
  {
    id: Id(),
    purpose: OneOf('register', 'sign_in'),
    options: Type.Record(Type.String(), Type.Unknown(), { description: 'for navigator.credentials, as JSON' }),
    expiresAt: Time()
  },
  { $id: 'Challenge', additionalProperties: false }
)
export type Challenge = Static<typeof challengeSchema>

export const challengeDataSchema = Type.Pick(challengeSchema, ['purpose'], { $id: 'ChallengeData' })
export type ChallengeData = Static<typeof challengeDataSchema>
