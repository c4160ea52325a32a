import { Type, type Static } from '@feathersjs/typebox'
import { userSchema } from '../users/users.schema.ts'
import { NewPassword } from '../users/password.schema.ts'
import { LinkToken } from '../verifications/verifications.schema.ts'

/** A password that was forgotten. The answer is the same whether or not there is such an account. */
export const resetSchema = Type.Object({ email: Type.String() }, { $id: 'Reset', additionalProperties: false })
export type Reset = Static<typeof resetSchema>

const ask = Type.Object({ email: userSchema.properties.email }, { additionalProperties: false })
const use = Type.Object({ token: LinkToken, password: NewPassword }, { additionalProperties: false })

/** `email` asks for the mail; `token` of its link and a new `password` use it. */
export const resetDataSchema = Type.Object(
  {
    email: Type.Optional(userSchema.properties.email),
    token: Type.Optional(LinkToken),
    password: Type.Optional(NewPassword)
  },
  { $id: 'ResetData', additionalProperties: false, if: { required: ['token'] }, then: use, else: ask }
)
export type ResetData = Static<typeof ask> | Static<typeof use>
