import type { Calls } from '../../client.ts'
import type { Subscription, SubscriptionPatch, SubscriptionQuery } from './subscriptions.schema.ts'

export type { Subscription, SubscriptionPatch, SubscriptionQuery }
export const subscriptionPath = 'subscriptions'
/** A monthly gift begins as a donation with `interval: month`. */
export const subscriptionMethods = ['find', 'get', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [subscriptionPath]: Pick<
      Calls<Subscription, never, SubscriptionPatch, SubscriptionQuery>,
      (typeof subscriptionMethods)[number] | 'on' | 'off'
    >
  }
}
