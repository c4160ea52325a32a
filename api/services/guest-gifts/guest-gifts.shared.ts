import type { Calls } from '../../client.ts'
import type { GuestGift, GuestGiftData } from './guest-gifts.schema.ts'

export type { GuestGift, GuestGiftData }
export const guestGiftPath = 'guest-gifts'
export const guestGiftMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [guestGiftPath]: Pick<Calls<GuestGift, GuestGiftData, never, never>, (typeof guestGiftMethods)[number]>
  }
}
