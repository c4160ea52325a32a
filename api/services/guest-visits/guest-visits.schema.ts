import { Type, type Static } from '@feathersjs/typebox'
import { Id, Nullable, OneOf, Time } from '../../validators.ts'
import { donationSchema } from '../donations/donations.schema.ts'
import { LinkToken } from '../verifications/verifications.schema.ts'

const paperSchema = Type.Object(
  {
    number: Type.String(),
    kind: OneOf('receipt', 'credit_note'),
    address: Type.String({ description: 'its page on this server, for who has this address; with .pdf the file' })
  },
  { additionalProperties: false }
)

/** A gift without an account, for whoever has the link of its mail. */
export const guestVisitSchema = Type.Object(
  {
    id: Id('of the gift'),
    begun: Type.Boolean({ description: 'false: nothing is stored yet but what was asked for' }),
    expiresAt: Nullable(Time('until then it can be begun;')),
    email: Type.String(),
    donation: donationSchema,
    papers: Type.Array(paperSchema)
  },
  { $id: 'GuestVisit', additionalProperties: false }
)
export type GuestVisit = Static<typeof guestVisitSchema>

/** What to do with the gift; without `act` it is looked at, and the provider asked how it stands. */
export const guestVisitDataSchema = Type.Object(
  {
    donationId: Id(),
    token: LinkToken,
    act: Type.Optional(
      OneOf(
        // opens the checkout
        'begin',
        // turns back from it
        'cancel',
        // has the gift given back, where that was offered
        'have_back',
        // takes it into the account one is signed in to
        'claim'
      )
    ),
    visibility: Type.Optional(donationSchema.properties.visibility)
  },
  { $id: 'GuestVisitData', additionalProperties: false }
)
export type GuestVisitData = Static<typeof guestVisitDataSchema>
