import { Type, type Static } from '@feathersjs/typebox'
import { OneOf } from '../../validators.ts'

/** The token of a link, as it stood in a mail. */
export const LinkToken = Type.String({ pattern: '^[\\w-]{43}$', reason: 'invalid_or_expired_token' })

/** An e-mail address that was proved by its link: a new account's, a new one, or the old one that is to stay. */
export const verificationSchema = Type.Object(
  {
    purpose: OneOf('sign_up', 'new_email', 'undo', 'asked'),
    email: Type.String(),
    admitted: Type.Boolean({ description: 'whether the account may sign in now, or still waits for approval' })
  },
  { $id: 'Verification', additionalProperties: false }
)
export type Verification = Static<typeof verificationSchema>

/** With the token of a link; without one it asks for the mail once more. */
export const verificationDataSchema = Type.Object(
  { token: Type.Optional(LinkToken) },
  { $id: 'VerificationData', additionalProperties: false }
)
export type VerificationData = Static<typeof verificationDataSchema>
