import type { Calls } from '../../client.ts'
import type { Gift, GiftQuery } from './gifts.schema.ts'

export type { Gift, GiftQuery }
export const giftPath = 'gifts'
export const giftMethods = ['find'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [giftPath]: Pick<Calls<Gift, never, never, GiftQuery>, (typeof giftMethods)[number]>
  }
}
