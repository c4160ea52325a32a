import { Type, type Static } from '@feathersjs/typebox'
import { Id } from '../../validators.ts'

/** Asks the provider how a gift stands: a donor who comes back from the checkout need not wait for its notice. */
export const paymentCheckDataSchema = Type.Object(
  {
    donationId: Id(),
    canceled: Type.Optional(
      Type.Boolean({ description: 'the donor turned back: a checkout that is not paid is closed' })
    )
  },
  { $id: 'PaymentCheckData', additionalProperties: false }
)
export type PaymentCheckData = Static<typeof paymentCheckDataSchema>
