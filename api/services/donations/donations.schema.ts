import { Type, type Static } from '@feathersjs/typebox'
import { STATUSES } from '../../payments/states.ts'
import { Id, Nullable, OneOf, querySchema, Text, Time, type QueryOf } from '../../validators.ts'
import { Amount, Currency } from '../campaigns/campaigns.schema.ts'

/** Where to send money that no provider carries. */
const bankTransferSchema = Type.Object(
  {
    accountHolder: Type.String(),
    iban: Type.String(),
    bic: Nullable(Type.String()),
    reference: Type.String({ description: 'by it the gift is recognised' }),
    epc: Nullable(Type.String({ description: 'what the QR code of a SEPA transfer says; euro only' }))
  },
  { additionalProperties: false }
)

/** A gift of money, for its donor and the treasurers. Everybody else sees its message, and `gifts`. */
export const donationSchema = Type.Object(
  {
    id: Id('made by the client when the form opens; sending it again is safe'),
    userId: Nullable(Id('null: a donor without an account')),
    campaignId: Id(),
    subscriptionId: Nullable(Id()),
    provider: OneOf('stripe', 'offline'),
    test: Type.Boolean({ description: 'no real money' }),
    amount: Amount('what the campaign gets;'),
    feeCover: Type.Integer({ description: 'added to cover the fees; minor units' }),
    total: Type.Integer({ description: 'amount + feeCover; minor units' }),
    coverFees: Type.Boolean(),
    currency: Currency,
    exponent: Type.Integer(),
    interval: OneOf('once', 'month'),
    visibility: OneOf('public', 'amount_hidden', 'anonymous'),
    message: Text({ maxLength: 280, reason: 'invalid_text' }),
    donorName: Nullable(Text({ maxLength: 64 })),
    donorEmail: Nullable(Type.String({ description: 'of a guest; for treasurers' })),
    status: OneOf(...STATUSES),
    review: Nullable(Type.String({ description: 'for treasurers: why a person must look at it' })),
    method: Nullable(Type.String({ description: 'card, sepa_debit, cash, bank_transfer …' })),
    checkoutUrl: Nullable(Type.String({ description: 'for the donor, while it can be paid' })),
    reference: Nullable(Type.String({ description: 'by it a bank transfer is recognised' })),
    bankTransfer: Nullable(bankTransferSchema),
    refundedAmount: Type.Integer({ description: 'minor units' }),
    refundOfferedAt: Nullable(Time('its message was hidden: the donor may have it back;')),
    createdAt: Time(),
    succeededAt: Nullable(Time())
  },
  { $id: 'Donation', additionalProperties: false }
)
export type Donation = Static<typeof donationSchema>

const { id, campaignId, amount, currency, interval, visibility, message, provider } = donationSchema.properties

/** Everything else is said by the server: who, how much in all, and what has become of it. */
export const donationDataSchema = Type.Object(
  {
    id,
    campaignId,
    amount,
    currency,
    coverFees: Type.Optional(Type.Boolean()),
    interval: Type.Optional(interval),
    visibility: Type.Optional(visibility),
    message: Type.Optional(message),
    provider: Type.Optional(provider)
  },
  { $id: 'DonationData', additionalProperties: false }
)
export type DonationData = Static<typeof donationDataSchema>

/** How much of a gift others see can be changed at any time. */
export const donationPatchSchema = Type.Object({ visibility }, { $id: 'DonationPatch', additionalProperties: false })
export type DonationPatch = Static<typeof donationPatchSchema>

const fields = ['id', 'userId', 'campaignId', 'subscriptionId', 'status', 'provider', 'createdAt', 'succeededAt']
export const donationQuerySchema = querySchema(donationSchema, {
  fields,
  sort: [...fields, 'amount'],
  extra: { mine: Type.Literal(true) }
})
/** `mine` leaves out, for treasurers, what others gave. */
export type DonationQuery = QueryOf<
  Donation,
  'id' | 'userId' | 'campaignId' | 'subscriptionId' | 'status' | 'provider' | 'createdAt' | 'succeededAt' | 'amount',
  { mine?: true }
>
