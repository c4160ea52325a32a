import type { Block } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** People whom one does not want to hear from alone. */
export class Blocks extends Listing<Block> {
  constructor() {
    super(client.service('blocks'), { query: () => ({ $sort: { createdAt: -1 as const } }) })
  }

  /** @throws {PublicError} */
  async unblock({ id }: Block) {
    this.drop(await client.service('blocks').remove(id))
  }
}

/** @throws {PublicError} */
export const block = (userId: string) => client.service('blocks').create({ userId })
