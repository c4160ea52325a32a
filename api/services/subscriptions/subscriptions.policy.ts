import { isTreasurer, signedIn, type Policy } from '../../policy.ts'
import type { Subscription, SubscriptionPatch } from './subscriptions.schema.ts'

/** The scope shows one's own, and treasurers all. A treasurer may end one; what is promised is its donor's to change. */
export const subscriptionPolicy = {
  find: signedIn,
  get: signedIn,
  patch: (actor, subscription, _place, { status }) =>
    subscription.userId === actor.userId || (isTreasurer(actor) && status === 'canceled') || 'not_yours'
} satisfies Policy<Subscription, SubscriptionPatch>
