import { Type, type Static } from '@feathersjs/typebox'
import { Id, Line, OneOf, Time } from '../../validators.ts'
import { donationSchema } from '../donations/donations.schema.ts'

const { amount, campaignId, currency, message, visibility } = donationSchema.properties

/**
 * A treasurer has the money in hand: cash, or a transfer on the account. Either `donationId` of a gift that was announced, or
 * what was given and by whom. The answer is the donation.
 */
export const offlineGiftDataSchema = Type.Object(
  {
    id: Type.Optional(Id('of the donation; sending it again is safe')),
    donationId: Type.Optional(Id('an announced gift that has arrived')),
    campaignId: Type.Optional(campaignId),
    amount: Type.Optional(amount),
    currency: Type.Optional(currency),
    method: OneOf('cash', 'bank_transfer', 'other'),
    userId: Type.Optional(Id('whose gift it is')),
    donorName: Type.Optional(Line({ minLength: 1, maxLength: 64, reason: 'invalid_name' })),
    visibility: Type.Optional(visibility),
    message: Type.Optional(message),
    receivedAt: Type.Optional(Time('at most a year ago;'))
  },
  {
    $id: 'OfflineGiftData',
    additionalProperties: false,
    anyOf: [{ required: ['donationId'] }, { required: ['campaignId', 'amount', 'currency'] }]
  }
)
export type OfflineGiftData = Static<typeof offlineGiftDataSchema>
