import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, querySchema, Time, type QueryOf } from '../../validators.ts'

/** A numbered paper for a gift, or for money that went back. As a page: /receipts/<id>, for keeping: /receipts/<id>.pdf. */
export const receiptSchema = Type.Object(
  {
    id: Id(),
    number: Type.String({ description: 'without gaps in its year' }),
    donationId: Id(),
    userId: Nullable(Id()),
    kind: OneOf('receipt', 'credit_note'),
    test: Type.Boolean(),
    createdAt: Time()
  },
  { $id: 'Receipt', additionalProperties: false }
)
export type Receipt = Static<typeof receiptSchema>

export const receiptQuerySchema = querySchema(receiptSchema, {
  fields: ['id', 'donationId', 'userId', 'createdAt'],
  sort: ['id', 'number', 'createdAt'],
  extra: { mine: Type.Literal(true) }
})
export type ReceiptQuery = QueryOf<Receipt, 'id' | 'donationId' | 'userId' | 'number' | 'createdAt', { mine?: true }>
