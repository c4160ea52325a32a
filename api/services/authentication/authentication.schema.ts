import { Type } from '@feathersjs/typebox'
import { Id, OneOf } from '../../validators.ts'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, reason: 'invalid_credentials_format' })

/** What a browser answers to a WebAuthn challenge; looked at closely by the library that verifies it. */
export const assertionSchema = Type.Object(
  {
    id: Type.String({ maxLength: 1400 }),
    rawId: Type.String({ maxLength: 1400 }),
    type: Type.Literal('public-key'),
    response: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown()),
    authenticatorAttachment: Type.Optional(Type.String({ maxLength: 40 })),
    clientExtensionResults: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown())
  },
  { additionalProperties: false, reason: 'invalid_assertion' }
)

/** Which fields belong to which way of signing in. */
const REQUIRED = {
  local: ['email', 'password'],
  jwt: ['accessToken'],
  code: ['code'],
  passkey: ['challengeId', 'response']
} as const
type Strategy = keyof typeof REQUIRED

const requirement = (strategy: Strategy): object => ({
  if: { properties: { strategy: { const: strategy } } },
  then: { required: REQUIRED[strategy], reason: 'invalid_credentials_format' }
})

/** What one signs in with: e-mail and password, a code as the second factor, a passkey, or the token of a session. */
export const signInSchema = Type.Object(
  {
    strategy: Type.Unsafe<Strategy>({
      ...OneOf('local', 'jwt', 'code', 'passkey'),
      reason: 'invalid_credentials_format'
    }),
    email: Type.Optional(text(254)),
    password: Type.Optional(text(128)),
    accessToken: Type.Optional(text(2048)),
    code: Type.Optional(text(40)),
    challengeId: Type.Optional(Id()),
    response: Type.Optional(assertionSchema)
  },
  {
    $id: 'SignIn',
    additionalProperties: false,
    allOf: (Object.keys(REQUIRED) as Strategy[]).map(requirement)
  }
)
