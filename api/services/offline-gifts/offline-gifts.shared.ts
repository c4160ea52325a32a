import type { Calls } from '../../client.ts'
import type { Donation } from '../donations/donations.schema.ts'
import type { OfflineGiftData } from './offline-gifts.schema.ts'

export type { OfflineGiftData }
export const offlineGiftPath = 'offline-gifts'
export const offlineGiftMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [offlineGiftPath]: Pick<Calls<Donation, OfflineGiftData, never, never>, (typeof offlineGiftMethods)[number]>
  }
}
