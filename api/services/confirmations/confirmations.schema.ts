import { Type, type Static } from '@feathersjs/typebox'
import { Id, Time } from '../../validators.ts'
import { assertionSchema } from '../authentication/authentication.schema.ts'

/** A session that has just proved once more who it is: for a while it may do what cannot be undone. */
export const confirmationSchema = Type.Object({ until: Time() }, { $id: 'Confirmation', additionalProperties: false })
export type Confirmation = Static<typeof confirmationSchema>

/** One of: the password, a code of the authenticator app, or a passkey's answer to a challenge of purpose `sign_in`. */
export const confirmationDataSchema = Type.Object(
  {
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 128, reason: 'invalid_login' })),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 40, reason: 'invalid_code' })),
    challengeId: Type.Optional(Id()),
    response: Type.Optional(assertionSchema)
  },
  {
    $id: 'ConfirmationData',
    additionalProperties: false,
    anyOf: [{ required: ['password'] }, { required: ['code'] }, { required: ['challengeId', 'response'] }]
  }
)
export type ConfirmationData = Static<typeof confirmationDataSchema>
