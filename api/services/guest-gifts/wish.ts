import type { DonationRow } from '../../payments/rows.ts'
import type { DonationData } from '../donations/donations.schema.ts'

/** What a guest asked for, until the link of the mail is opened: a row of `guestGifts`. */
export interface WishRow extends Pick<DonationRow, 'id' | 'campaignId' | 'amount' | 'currency' | 'coverFees'> {
  visibility: DonationRow['visibility']
  message: string
  provider: DonationRow['provider']
  name: string
  email: string
  createdAt: number
  /** The link of the mail works until then (ms since 1970). */
  expiresAt: number
}

export const wishOf = (wanted: DonationRow, expiresAt: number): WishRow => {
  const { id, campaignId, amount, currency, coverFees, visibility, message, provider, createdAt } = wanted
  const { donorName, donorEmail } = wanted
  return {
    ...{ id, campaignId, amount, currency, coverFees, visibility, message, provider },
    ...{ name: donorName ?? '', email: donorEmail ?? '', createdAt, expiresAt }
  }
}

/** The same form, sent again. */
export const sameWish = (one: WishRow, other: WishRow) => said(one) === said(other)

const said = ({ campaignId, amount, currency, coverFees, visibility, message, provider, name, email }: WishRow) =>
  JSON.stringify([campaignId, amount, currency, Boolean(coverFees), visibility, message, provider, name, email])

/** The wish as what somebody with an account would have sent. */
export const asData = (wish: WishRow): DonationData => {
  const { id, campaignId, amount, currency, coverFees, visibility, message, provider } = wish
  return { id, campaignId, amount, currency, coverFees: Boolean(coverFees), visibility, message, provider }
}
