import type { Campaign, Donation, DonationQuery } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { PAID_STATUSES, periodOf, type PeriodName } from './donation-words.ts'

export type StatusFilter = 'all' | 'paid' | 'open' | 'back' | 'look'
const STATUSES: Record<StatusFilter, readonly Donation['status'][] | undefined> = {
  all: undefined,
  paid: PAID_STATUSES,
  open: ['created', 'pending', 'processing'],
  back: ['partially_refunded', 'refunded', 'lost'],
  look: ['needs_review', 'disputed']
}
const MOST_FOUND = 100
/** An id that nobody has: no name fits, so no gift does. */
const NOBODY = '00000000-0000-7000-8000-000000000000'

/** The books of a treasurer: everybody's gifts, looked through by what they are. */
export class Donations extends Listing<Donation> {
  status = $state<StatusFilter>('paid')
  campaignId = $state('')
  provider = $state<'' | Donation['provider']>('')
  period = $state<PeriodName>('all')
  donor = $state('')
  #campaigns = $state.raw<readonly Campaign[]>([])
  #found = $state.raw<readonly string[]>()

  constructor() {
    super(client.service('donations'), {
      query: () => ({ ...this.#where, $sort: { createdAt: -1 as const } }),
      fits: (row) => this.#fits(row)
    })
  }

  /** All there ever were, the newest first. */
  get campaigns() {
    return this.#campaigns
  }

  /** @throws {PublicError} */
  start = async () => {
    const { data } = await client.service('campaigns').find({ query: { $limit: 100, $sort: { createdAt: -1 } } })
    this.#campaigns = data
    await this.look()
  }

  /** Looks for what is asked for now. @throws {PublicError} */
  look = async () => {
    const found = this.donor.trim() ? await profiles.search(this.donor, MOST_FOUND) : undefined
    this.#found = found && (found.length > 0 ? found.map(({ id }) => id) : [NOBODY])
    await this.load()
  }

  /** Where the gifts of this campaign, way and period are as a table for a spreadsheet, whatever their state. */
  get csv() {
    const { from, to } = periodOf(this.period) ?? {}
    const filter = { campaignId: this.campaignId, provider: this.provider, from, to }
    const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, String(value)]] : []))
    return `/exports/gifts.csv?${new URLSearchParams(given)}`
  }

  /** How much others see of a gift. @throws {PublicError} */
  async setVisibility({ id }: Donation, visibility: Donation['visibility']) {
    this.keep(await client.service('donations').patch(id, { visibility }))
  }

  get #where() {
    const status = STATUSES[this.status]
    const period = periodOf(this.period)
    return {
      ...(status && { status: { $in: [...status] } }),
      ...(this.campaignId && { campaignId: this.campaignId }),
      ...(this.provider && { provider: this.provider }),
      ...(period && {
        createdAt: { $gte: period.from, ...(period.to !== undefined && { $lt: period.to }) }
      }),
      ...(this.#found && { userId: { $in: [...this.#found] } })
    } satisfies DonationQuery
  }

  #fits({ status, campaignId, provider, createdAt, userId }: Donation) {
    const period = periodOf(this.period)
    return (
      (STATUSES[this.status]?.includes(status) ?? true) &&
      (!this.campaignId || campaignId === this.campaignId) &&
      (!this.provider || provider === this.provider) &&
      (!period || (createdAt >= period.from && createdAt < (period.to ?? Infinity))) &&
      (this.#found?.includes(userId ?? '') ?? true)
    )
  }
}
