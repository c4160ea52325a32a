import type { Invitation } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** Links that let people in, as far as one may see them. */
export class Invitations extends Listing<Invitation> {
  constructor() {
    super(client.service('invitations'), { query: () => ({ $sort: { createdAt: -1 as const } }) })
  }

  /** @throws {PublicError} */
  async make(mostUses: number, expiresAt: number) {
    const made = await client.service('invitations').create({ mostUses, expiresAt })
    this.keep(made)
    return made
  }

  /** It stays in the list, as one that no longer works. @throws {PublicError} */
  async revoke({ id }: Invitation) {
    this.keep(await client.service('invitations').remove(id))
  }

  /** A revoked one stays in the list: its row tells who used it. */
  override listen() {
    const service = client.service('invitations')
    for (const event of ['created', 'patched', 'removed'] as const) service.on(event, this.keep)
    return () => {
      for (const event of ['created', 'patched', 'removed'] as const) service.off(event, this.keep)
    }
  }
}
