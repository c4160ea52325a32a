import { Type, type Static } from '@feathersjs/typebox'
import { Line, Time } from '../../validators.ts'
import { donationDataSchema, donationSchema } from '../donations/donations.schema.ts'
import { userSchema } from '../users/users.schema.ts'

/** A gift that somebody without an account wants to give: its link is on the way to them. Whoever asks is answered the same. */
export const guestGiftSchema = Type.Object(
  {
    id: donationSchema.properties.id,
    email: Type.String(),
    expiresAt: Time('the link works until then;')
  },
  { $id: 'GuestGift', additionalProperties: false }
)
export type GuestGift = Static<typeof guestGiftSchema>

/** Once only: who gives monthly needs an account, to change it and to end it. */
export const guestGiftDataSchema = Type.Object(
  {
    ...Type.Omit(donationDataSchema, ['interval']).properties,
    name: Line({ minLength: 1, maxLength: 64, reason: 'invalid_name' }),
    email: userSchema.properties.email
  },
  { $id: 'GuestGiftData', additionalProperties: false }
)
export type GuestGiftData = Static<typeof guestGiftDataSchema>
