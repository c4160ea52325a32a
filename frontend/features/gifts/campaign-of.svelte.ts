import type { Campaign } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'

/** What gifts were given for: each campaign is asked for once, and kept true by events. */
class CampaignOf {
  readonly #known = new SvelteMap<string, Campaign>()
  readonly #asked = new Set<string>()
  #following = false

  /** Undefined until it has come; the view changes by itself then. */
  get(id: string): Campaign | undefined {
    const campaign = this.#known.get(id)
    if (!campaign && id && !this.#asked.has(id)) this.#ask(id)
    return campaign
  }

  titleOf(id: string) {
    return this.get(id)?.title ?? '…'
  }

  #ask(id: string) {
    this.#asked.add(id)
    if (!this.#following) {
      this.#following = true
      client.service('campaigns').on('patched', this.#keep)
    }
    client
      .service('campaigns')
      .get(id)
      .then(this.#keep)
      // asked for anew when it is wanted the next time
      .catch(() => setTimeout(() => this.#asked.delete(id), 5_000))
  }

  readonly #keep = (campaign: Campaign) => void this.#known.set(campaign.id, campaign)
}

export const campaignOf = new CampaignOf()
