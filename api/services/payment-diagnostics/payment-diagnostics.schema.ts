import { Type, type Static } from '@feathersjs/typebox'
import { Nullable, OneOf, Time } from '../../validators.ts'

/** How payments are set up and doing, with what is wrong in words. */
export const paymentDiagnosticSchema = Type.Object(
  {
    provider: OneOf('stripe', 'sandbox', 'none'),
    test: Type.Boolean(),
    webhookUrl: Type.String({ description: 'what to enter at the provider' }),
    lastEventAt: Nullable(Time()),
    failedEvents: Type.Integer(),
    openCheckouts: Type.Integer(),
    needsReview: Type.Integer(),
    openDisputes: Type.Integer(),
    ledger: Type.Object({ bookings: Type.Integer(), problems: Type.Array(Type.String()) }),
    books: Type.Object({
      checkedAt: Nullable(Time()),
      differences: Type.Array(Type.String({ description: 'between the books and the provider' }))
    }),
    problems: Type.Array(Type.String({ description: 'a sentence each' }))
  },
  { $id: 'PaymentDiagnostic', additionalProperties: false }
)
export type PaymentDiagnostic = Static<typeof paymentDiagnosticSchema>
