import type { Report, ReportData } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** What people ask those who keep order to look at; the longest waiting first. */
export class Reports extends Listing<Report> {
  constructor(status: () => Report['status']) {
    super(client.service('reports'), {
      query: () => ({ status: status(), $sort: { createdAt: 1 as const } }),
      fits: (report) => report.status === status(),
      newest: 'last'
    })
  }

  /** @throws {PublicError} */
  async decide({ id }: Report, status: Report['status']) {
    this.keep(await client.service('reports').patch(id, { status }))
  }

  /** Deletes the message that was reported. @throws {PublicError} */
  removeMessage({ messageId }: Report) {
    return client.service('messages').remove(messageId ?? '')
  }
}

/** @throws {PublicError} */
export const report = (data: ReportData) => client.service('reports').create(data)
