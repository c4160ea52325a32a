import type { Campaign, Donation } from '$sdk'
import { client, socket } from '../../lib/api.ts'
import { asPublicError, inWords } from '../../lib/http.ts'

const donations = () => client.service('donations')

/** ms between two questions to the provider while a gift is on its way: its notice may be late. */
const ASK_EVERY = 4_000
const OPEN: readonly Donation['status'][] = ['created', 'pending', 'processing']

/** What has become of one gift of mine, followed from the checkout until it has arrived. */
export class Given {
  #state = $state<'loading' | 'there' | 'missing' | 'failed'>('loading')
  #trouble = $state('')
  #donation = $state.raw<Donation>()
  #campaign = $state.raw<Campaign>()
  protected readonly id: string

  constructor(id: string) {
    this.id = id
  }

  get state() {
    return this.#state
  }
  get trouble() {
    return this.#trouble
  }
  get donation() {
    return this.#donation
  }
  /** Comes a moment after the donation. */
  get campaign() {
    return this.#campaign
  }

  /** `canceled`: the donor turned back from the checkout. */
  load = async (canceled = false) => {
    this.#trouble = ''
    try {
      this.take(await this.check(canceled))
      this.#state = 'there'
    } catch (thrown) {
      const { code } = asPublicError(thrown)
      if (this.#donation) return
      this.#state = code === 404 || code === 400 ? 'missing' : 'failed'
      this.#trouble = inWords(thrown)
    }
    const { campaignId } = this.#donation ?? {}
    if (!campaignId || this.#campaign) return
    await this.findCampaign(campaignId)
      .then((row) => (this.#campaign = row))
      .catch(() => undefined)
  }

  /** How much of it others see. @throws {PublicError} */
  async show(visibility: Donation['visibility']) {
    this.take(await donations().patch(this.id, { visibility }))
  }

  /** Loads, and follows it until it is settled. @returns its cleanup */
  start(canceled: boolean) {
    const heard = (row: Donation) => {
      if (row.id === this.id) this.take(row)
    }
    const again = () => void this.load()
    donations().on('patched', heard)
    void this.load(canceled)
    socket.on('connect', again)
    const timer = setInterval(() => {
      if (this.waits && document.visibilityState === 'visible') again()
    }, ASK_EVERY)
    return () => {
      donations().off('patched', heard)
      socket.off('connect', again)
      clearInterval(timer)
    }
  }

  /** The provider may know more than we do. */
  protected get waits() {
    const row = this.#donation
    return row !== undefined && row.provider !== 'offline' && OPEN.includes(row.status)
  }

  /** The provider is asked; when it does not answer, what is stored must do. */
  protected async check(canceled: boolean) {
    try {
      const data = { donationId: this.id, ...(canceled && { canceled }) }
      return await client.service('payment-checks').create(data)
    } catch (thrown) {
      const { code } = asPublicError(thrown)
      if (code === undefined || code === 404 || code === 400) throw thrown
      return donations().get(this.id)
    }
  }

  protected findCampaign(id: string): Promise<Campaign> {
    return client.service('campaigns').get(id)
  }

  protected take(row: Donation) {
    this.#donation = row
  }
}
