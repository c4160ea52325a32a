import { Type } from '@feathersjs/typebox'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, reason: 'invalid_credentials_format' })
/** What one signs in with: e-mail and password, or the token of a session. */
export const signInSchema = Type.Object(
  {
    strategy: Type.Unsafe<'local' | 'jwt'>({
      type: 'string',
      enum: ['local', 'jwt'],
      reason: 'invalid_credentials_format'
    }),
    email: Type.Optional(text(254)),
    password: Type.Optional(text(128)),
    accessToken: Type.Optional(text(2048))
  },
  {
    $id: 'SignIn',
    additionalProperties: false,
    if: { properties: { strategy: { const: 'jwt' } } },
    then: { required: ['accessToken'], reason: 'invalid_credentials_format' },
    else: { required: ['email', 'password'], reason: 'invalid_credentials_format' }
  }
)
