import type { Donation } from '$sdk'
import { client } from '../../lib/api.ts'
import { charts, sinceMonth } from './charts.ts'
import { PAID_STATUSES } from './donation-words.ts'

const MONTHS = 12
const PAGE = 100
/** Of more gifts only the newest are told. */
const MOST = 3_000
/** ms within which many events ask once */
const CALM = 1_000

/** Gifts of the last twelve months, summed up. */
export class Overview {
  #rows = $state.raw<readonly Donation[]>([])
  #total = $state(0)
  readonly charts = $derived(charts(this.#rows, MONTHS))

  /** Whether there were more than are told. */
  get isPart() {
    return this.#rows.length < this.#total
  }

  /** @throws {PublicError} */
  load = async () => {
    const rows: Donation[] = []
    let total: number
    do {
      const page = await client.service('donations').find({
        query: {
          status: { $in: PAID_STATUSES },
          succeededAt: { $gte: sinceMonth(MONTHS) },
          $sort: { succeededAt: -1 },
          $limit: PAGE,
          $skip: rows.length
        }
      })
      rows.push(...page.data)
      total = page.data.length > 0 ? page.total : rows.length
    } while (rows.length < total && rows.length < MOST)
    this.#rows = rows
    this.#total = total
  }

  /** @returns its cleanup */
  listen() {
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void this.load().catch(() => undefined), CALM)
    }
    client.service('donations').on('patched', again)
    return () => {
      clearTimeout(timer)
      client.service('donations').off('patched', again)
    }
  }
}
