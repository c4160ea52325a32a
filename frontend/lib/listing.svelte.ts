import type { Paginated } from '$sdk'

type Hear<T> = (row: T) => void

/** What a listing needs of a service; `on` and `off` only to follow it. */
interface Service<T, Q> {
  find(params: { query: Q }): Promise<Paginated<T>>
  on?(event: 'created' | 'patched' | 'removed', hear: Hear<T>): unknown
  off?(event: 'created' | 'patched' | 'removed', hear: Hear<T>): unknown
}

interface Options<T, Q> {
  /** Which rows, in which order. Asked anew with every `load()`. */
  query: () => Q
  /** Whether a row that changed still belongs here. */
  fits?: (row: T) => boolean
  /** Where a new one stands. */
  newest?: 'first' | 'last'
}

const PAGE = 50

/** The records of a service that a page lists, a page of them at a time. */
export class Listing<T extends { id: string }, Q extends object = object> {
  #all = $state.raw<readonly T[]>([])
  #total = $state(0)
  readonly #service: Service<T, Q>
  readonly #options: Options<T, Q>

  constructor(service: Service<T, Q>, options: Options<T, Q>) {
    this.#service = service
    this.#options = options
  }

  get all() {
    return this.#all
  }
  get more() {
    return this.#all.length < this.#total
  }

  /** Begins anew. @throws {PublicError} */
  load = async () => {
    this.#all = await this.#page(0)
  }

  /** @throws {PublicError} */
  loadMore = async () => {
    const page = await this.#page(this.#all.length)
    this.#all = [...this.#all, ...page.filter(({ id }) => !this.#all.some((row) => row.id === id))]
  }

  /** Takes a row that is new or has changed. */
  keep = (row: T) => {
    const { fits = () => true, newest = 'first' } = this.#options
    if (!fits(row)) {
      this.drop(row)
      return
    }
    const isKnown = this.#all.some(({ id }) => id === row.id)
    if (isKnown) this.#all = this.#all.map((old) => (old.id === row.id ? row : old))
    else this.#all = newest === 'first' ? [row, ...this.#all] : [...this.#all, row]
  }

  drop = ({ id }: { id: string }) => {
    this.#all = this.#all.filter((row) => row.id !== id)
  }

  /** Follows the service. @returns its cleanup */
  listen() {
    const hears = [
      ['created', this.keep],
      ['patched', this.keep],
      ['removed', this.drop]
    ] as const
    for (const [event, hear] of hears) this.#service.on?.(event, hear)
    return () => {
      for (const [event, hear] of hears) this.#service.off?.(event, hear)
    }
  }

  /** For listings that need more than the rows to show them. */
  protected async arrive(_rows: readonly T[]): Promise<unknown> {
    return undefined
  }

  async #page($skip: number) {
    const { data, total } = await this.#service.find({
      query: { ...this.#options.query(), $limit: PAGE, $skip }
    })
    await this.arrive(data)
    this.#total = total
    return data
  }
}
