import type { Subscription, SubscriptionPatch } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'
import { session } from '../sessions/session.svelte.ts'

/** What the person at this page promised to give every month. */
export class OwnSubscriptions extends Listing<Subscription> {
  constructor() {
    super(client.service('subscriptions'), {
      query: () => ({ mine: true as const, $sort: { createdAt: -1 as const } }),
      // a treasurer hears of everybody's
      fits: ({ userId }) => userId === session.userId
    })
  }

  /** @throws {PublicError} */
  change = async ({ id }: Subscription, patch: SubscriptionPatch) => {
    this.keep(await client.service('subscriptions').patch(id, patch))
  }
}
