import type { Calls } from '../../client.ts'
import type { Donation, DonationData, DonationPatch, DonationQuery } from './donations.schema.ts'

export type { Donation, DonationData, DonationPatch, DonationQuery }
export const donationPath = 'donations'
export const donationMethods = ['find', 'get', 'create', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [donationPath]: Pick<
      Calls<Donation, DonationData, DonationPatch, DonationQuery>,
      (typeof donationMethods)[number] | 'on' | 'off'
    >
  }
}
