import type { Dispute, Donation, Receipt, Refund } from '$sdk'
import { client } from '../../lib/api.ts'

const service = client.service.bind(client)

/** What happened to one gift after it was given, for treasurers; kept true by events. */
export class DonationHistory {
  readonly #id: string
  #refunds = $state.raw<readonly Refund[]>([])
  #disputes = $state.raw<readonly Dispute[]>([])
  #receipts = $state.raw<readonly Receipt[]>([])

  constructor({ id }: Pick<Donation, 'id'>) {
    this.#id = id
  }

  get refunds() {
    return this.#refunds
  }
  get disputes() {
    return this.#disputes
  }
  get receipts() {
    return this.#receipts
  }

  /** @throws {PublicError} */
  load = async () => {
    const query = { donationId: this.#id, $limit: 100, $sort: { createdAt: 1 as const } }
    const [refunds, disputes, receipts] = await Promise.all([
      service('refunds').find({ query }),
      service('disputes').find({ query }),
      service('receipts').find({ query })
    ])
    this.#refunds = refunds.data
    this.#disputes = disputes.data
    this.#receipts = receipts.data
  }

  /** Asks anew when one of them comes or changes. @returns its cleanup */
  listen() {
    const hear = (row: { donationId: string }) => {
      if (row.donationId === this.#id) this.load().catch(() => undefined)
    }
    for (const event of ['created', 'patched'] as const) {
      service('refunds').on(event, hear)
      service('disputes').on(event, hear)
      service('receipts').on(event, hear)
    }
    return () => {
      for (const event of ['created', 'patched'] as const) {
        service('refunds').off(event, hear)
        service('disputes').off(event, hear)
        service('receipts').off(event, hear)
      }
    }
  }
}
