import type { Passkey, PasskeyData } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** One's own passkeys. */
export class Passkeys extends Listing<Passkey> {
  constructor() {
    super(client.service('passkeys'), { query: () => ({ $sort: { createdAt: 1 as const } }), newest: 'last' })
  }

  /** @throws {PublicError} `step_up_required` */
  async add(data: PasskeyData) {
    this.keep(await client.service('passkeys').create(data))
  }

  /** @throws {PublicError} `step_up_required` */
  async remove({ id }: Passkey) {
    this.drop(await client.service('passkeys').remove(id))
  }
}
