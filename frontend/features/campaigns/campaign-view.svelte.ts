import type { Campaign, Gift, Paginated } from '$sdk'
import { get, inWords } from '../../lib/http.ts'

/** ms between two questions of a stranger, who hears no events; only while the page is looked at. */
const ASK_EVERY = 5_000
/** ms, for who hears them: so even an event that got lost heals. */
const COMPARE_EVERY = 60_000
const PAGE = 20

/** The id is that of the campaign; `again` asks for everything anew. */
export type Follow = (id: string, hear: (row: Campaign) => void, again: () => void) => () => void

/** One campaign with its gifts, by plain HTTP: there is no account and no socket needed to look at it. */
export class CampaignView {
  #state = $state<'loading' | 'there' | 'missing' | 'failed'>('loading')
  #trouble = $state('')
  #row = $state.raw<Campaign>()
  #gifts = $state.raw<readonly Gift[]>([])
  #giftTotal = $state(0)
  readonly #slug: string
  /** Those that were there when the page opened do not slide in. */
  #known = new Set<string>()

  constructor(slug: string) {
    this.#slug = slug
  }

  get state() {
    return this.#state
  }
  get trouble() {
    return this.#trouble
  }
  get row() {
    return this.#row
  }
  /** The newest first. */
  get gifts() {
    return this.#gifts
  }
  get more() {
    return this.#gifts.length < this.#giftTotal
  }

  /** It came while somebody was looking. */
  isFresh({ id }: Gift) {
    return !this.#known.has(id)
  }

  load = async () => {
    try {
      const query = `slug=${encodeURIComponent(this.#slug)}`
      const { data } = await get<Paginated<Campaign>>(`/api/campaigns?${query}`)
      const [row] = data
      if (row) await this.#take(row)
      this.#state = row ? 'there' : 'missing'
    } catch (thrown) {
      // what is shown stays, and the next question may be answered
      if (this.#row) return
      this.#trouble = inWords(thrown)
      this.#state = 'failed'
    }
  }

  loadMore = async () => {
    const page = await this.#page(this.#gifts.length)
    for (const { id } of page) this.#known.add(id)
    this.#gifts = [...this.#gifts, ...page.filter(({ id }) => !this.#gifts.some((gift) => gift.id === id))]
  }

  /** Loads, and stays true: with `follow` by events, else by asking. @returns its cleanup */
  start(follow?: () => Promise<Follow>) {
    const stop = new AbortController()
    let unfollow: (() => void) | undefined
    const join = async () => {
      await this.load()
      const row = this.#row
      if (!follow || !row) return
      const begin = await follow()
      if (!stop.signal.aborted)
        unfollow = begin(
          row.id,
          (changed) => void this.#take(changed),
          () => void this.load()
        )
    }
    void join()
    const ask = () => {
      if (document.visibilityState === 'visible' && this.#state !== 'loading') void this.load()
    }
    const timer = setInterval(ask, follow ? COMPARE_EVERY : ASK_EVERY)
    document.addEventListener('visibilitychange', ask, { signal: stop.signal })
    return () => {
      stop.abort()
      clearInterval(timer)
      unfollow?.()
    }
  }

  /** The gifts are asked for only when the totals moved: they come before the sum that counts them is shown. */
  async #take(row: Campaign) {
    const before = this.#row
    const moved =
      before?.raisedAmount !== row.raisedAmount || before.giftCount !== row.giftCount || before.id !== row.id
    const page = moved ? await this.#page(0, row.id).catch(() => undefined) : undefined
    this.#row = row
    if (!page) return
    if (!before) this.#known = new Set(page.map(({ id }) => id))
    const ids = new Set(page.map(({ id }) => id))
    this.#gifts = [...page, ...this.#gifts.filter(({ id }) => !ids.has(id))]
  }

  async #page($skip: number, campaignId = this.#row?.id ?? '') {
    const query = `campaignId=${campaignId}&$sort[createdAt]=-1&$limit=${PAGE}&$skip=${$skip}`
    const { data, total } = await get<Paginated<Gift>>(`/api/gifts?${query}`)
    this.#giftTotal = total
    return data
  }
}
