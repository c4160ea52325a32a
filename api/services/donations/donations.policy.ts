import { isTreasurer, signedIn, type Policy } from '../../policy.ts'
import type { Donation } from './donations.schema.ts'

/** The scope shows one's own gifts, and treasurers all. How much others see of a gift is its donor's affair, or a treasurer's. */
export const donationPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  patch: (actor, donation) => donation.userId === actor.userId || isTreasurer(actor) || 'not_yours'
} satisfies Policy<Donation>
