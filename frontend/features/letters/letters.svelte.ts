import type { Letter } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** Mails that have not gone out: without SMTP_URL the owner passes their links on. */
export class Letters extends Listing<Letter> {
  constructor() {
    super(client.service('letters'), { query: () => ({ $sort: { createdAt: -1 as const } }) })
  }

  /** @throws {PublicError} */
  async throwAway({ id }: Letter) {
    this.drop(await client.service('letters').remove(id))
  }
}
