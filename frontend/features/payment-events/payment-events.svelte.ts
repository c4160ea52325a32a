import type { PaymentEvent } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** Notices of the payment provider that could not be dealt with. */
export class FailedNotices extends Listing<PaymentEvent> {
  constructor() {
    super(client.service('payment-events'), {
      query: () => ({ state: 'failed' as const, $sort: { receivedAt: -1 as const } }),
      fits: ({ state }) => state === 'failed'
    })
  }

  /** It leaves the list; if it fails once more it comes back. @throws {PublicError} */
  async retry({ id }: PaymentEvent) {
    this.keep(await client.service('payment-events').patch(id, { state: 'new' }))
  }
}
