import type { Session, SessionData } from '$sdk'
import { client } from '../../lib/api.ts'
import { Listing } from '../../lib/listing.svelte.ts'

/** Personal access tokens: sessions of programs that act in one's name. */
export class AccessTokens extends Listing<Session> {
  constructor() {
    super(client.service('sessions'), {
      query: () => ({ kind: 'token' as const, $sort: { createdAt: -1 as const } })
    })
  }

  /** @returns the token itself, told this once @throws {PublicError} `step_up_required` */
  async make(data: SessionData) {
    const { accessToken = '', ...session } = await client.service('sessions').create(data)
    this.keep(session)
    return accessToken
  }

  /** @throws {PublicError} */
  async revoke({ id }: Session) {
    this.drop(await client.service('sessions').remove(id))
  }
}
