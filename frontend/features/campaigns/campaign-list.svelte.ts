import type { Campaign, CampaignData, CampaignPatch } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** All campaigns, for those who keep them: drafts, live ones and those that have ended. */
export class CampaignList extends Listing<Campaign> {
  constructor() {
    super(client.service('campaigns'), { query: () => ({ $sort: { createdAt: -1 as const } }) })
  }

  /** @throws {PublicError} */
  async create(data: CampaignData) {
    this.keep(await client.service('campaigns').create(data))
  }

  /** @throws {PublicError} */
  async change({ id }: Campaign, patch: CampaignPatch) {
    this.keep(await client.service('campaigns').patch(id, patch))
  }

  override listen() {
    const service = client.service('campaigns')
    for (const event of ['created', 'patched'] as const) service.on(event, this.keep)
    return () => {
      for (const event of ['created', 'patched'] as const) service.off(event, this.keep)
    }
  }
}
