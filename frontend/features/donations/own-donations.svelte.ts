import type { Donation, Receipt } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'
import { session } from '../sessions/session.svelte.ts'
import { PAID_STATUSES } from './donation-words.ts'

/** Begun and left: nothing came of them, and nobody needs to see them again. */
const LEFT: readonly Donation['status'][] = ['expired', 'canceled']

/** What the person at this page gave, with the papers for it. */
export class OwnDonations extends Listing<Donation> {
  readonly #receipts = new SvelteMap<string, readonly Receipt[]>()
  #years = $state.raw<readonly number[]>([])

  constructor() {
    super(client.service('donations'), {
      query: () => ({ mine: true as const, status: { $nin: [...LEFT] }, $sort: { createdAt: -1 as const } }),
      // a treasurer hears of everybody's
      fits: ({ userId, status }) => userId === session.userId && !LEFT.includes(status)
    })
  }

  /** In the order they were written. */
  receiptsOf({ id }: Donation): readonly Receipt[] {
    return this.#receipts.get(id) ?? []
  }
  /** Calendar years in which something was given, the newest first. */
  get years() {
    return this.#years
  }

  /** @throws {PublicError} */
  start = async () => {
    await Promise.all([this.load(), this.#findYears()])
  }

  /** @throws {PublicError} */
  async setVisibility({ id }: Donation, visibility: Donation['visibility']) {
    this.keep(await client.service('donations').patch(id, { visibility }))
  }

  /** @throws {PublicError} */
  async takeBack({ id }: Donation) {
    await client.service('refunds').create({ donationId: id, reason: 'The donor took the offered money back.' })
  }

  override listen() {
    const stop = super.listen()
    const receipts = client.service('receipts')
    const hear = (receipt: Receipt) => {
      if (receipt.userId !== session.userId) return
      this.#keepReceipt(receipt)
      this.#addYear(receipt.createdAt)
    }
    // one that was given without an account and taken along comes as a change
    for (const event of ['created', 'patched'] as const) receipts.on(event, hear)
    return () => {
      stop()
      for (const event of ['created', 'patched'] as const) receipts.off(event, hear)
    }
  }

  protected override async arrive(donations: readonly Donation[]) {
    const ids = donations.map(({ id }) => id)
    if (ids.length === 0) return
    const query = { mine: true as const, donationId: { $in: ids }, $limit: 100, $sort: { createdAt: 1 as const } }
    const { data } = await client.service('receipts').find({ query })
    for (const receipt of data) this.#keepReceipt(receipt)
  }

  /** A year is asked for only if there was one before it: at most one question for each year since the first gift. */
  async #findYears() {
    const paid = { mine: true as const, status: { $in: PAID_STATUSES }, $limit: 1 }
    const { data } = await client.service('donations').find({ query: { ...paid, $sort: { succeededAt: 1 } } })
    const first = data[0]?.succeededAt
    if (first == null) return
    const since = new Date(first).getUTCFullYear()
    const years = Array.from({ length: new Date().getUTCFullYear() - since + 1 }, (_, i) => since + i)
    const given = await Promise.all(
      years.map(async (year) => {
        const succeededAt = { $gte: Date.UTC(year, 0), $lt: Date.UTC(year + 1, 0) }
        const { total } = await client.service('donations').find({ query: { ...paid, succeededAt } })
        return total > 0 ? [year] : []
      })
    )
    this.#years = given.flat().toReversed()
  }

  #addYear(at: number) {
    const year = new Date(at).getUTCFullYear()
    if (!this.#years.includes(year)) this.#years = [year, ...this.#years]
  }

  #keepReceipt(receipt: Receipt) {
    const known = this.#receipts.get(receipt.donationId) ?? []
    if (!known.some(({ id }) => id === receipt.id)) this.#receipts.set(receipt.donationId, [...known, receipt])
  }
}
