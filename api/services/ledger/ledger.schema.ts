import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, querySchema, Text, Time, type QueryOf } from '../../validators.ts'

/**
 * One line of the books. The lines of one transaction sum to zero. Treasurers read all; others the days that are over (UTC), with
 * ids that are for this view alone.
 */
export const ledgerSchema = Type.Object(
  {
    id: Id(),
    transactionId: Id(),
    kind: Text({ maxLength: 24, description: 'charge, fee, refund, dispute …' }),
    account: Text({ maxLength: 80 }),
    amount: Type.Integer({ description: 'minor units; income is negative' }),
    currency: Type.String(),
    donationId: Nullable(Id('for treasurers only')),
    createdAt: Time('for all but treasurers the beginning of the day, UTC')
  },
  { $id: 'LedgerEntry', additionalProperties: false }
)
export type LedgerEntry = Static<typeof ledgerSchema>

export const ledgerQuerySchema = querySchema(ledgerSchema, {
  fields: ['id', 'transactionId', 'account', 'kind', 'createdAt']
})
export type LedgerQuery = QueryOf<LedgerEntry, 'id' | 'transactionId' | 'account' | 'kind' | 'createdAt'>
