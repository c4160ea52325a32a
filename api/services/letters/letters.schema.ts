import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, querySchema, Time, type QueryOf } from '../../validators.ts'

/** A mail that has not gone out: there is no SMTP_URL, or sending fails. Its text may hold a link that lets somebody in. */
export const letterSchema = Type.Object(
  {
    id: Id(),
    toAddress: Type.String(),
    subject: Type.String(),
    text: Type.String({ description: 'emptied when it is sent' }),
    createdAt: Time(),
    sentAt: Nullable(Time()),
    error: Nullable(Type.String({ description: 'what the mail server said to the last try' }))
  },
  { $id: 'Letter', additionalProperties: false }
)
export type Letter = Static<typeof letterSchema>

export const letterQuerySchema = querySchema(letterSchema, { fields: ['id', 'createdAt'] })
export type LetterQuery = QueryOf<Letter, 'id' | 'createdAt'>
