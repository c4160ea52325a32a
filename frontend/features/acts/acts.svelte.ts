import type { Act } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** What was done with power here, the latest first. */
export class Acts extends Listing<Act> {
  constructor() {
    super(client.service('acts'), { query: () => ({ $sort: { createdAt: -1 as const } }) })
  }
}
