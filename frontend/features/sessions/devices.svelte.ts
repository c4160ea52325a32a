import type { Session as Device } from '$sdk'
import { client } from '../../lib/api.ts'

/** Where one is signed in. */
export class Devices {
  #all = $state.raw<readonly Device[]>()

  /** Undefined until they have been fetched. This device stands first, then the latest seen. */
  get all() {
    return this.#all
  }

  /** @throws {PublicError} */
  async load() {
    const { data } = await client
      .service('sessions')
      .find({ query: { kind: 'web', $limit: 100, $sort: { createdAt: -1 } } })
    this.#all = data.toSorted((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt)
  }

  /** Signs out everywhere else, at once. @throws {PublicError} */
  async revokeOthers() {
    await client.service('sign-outs').create({})
    this.#all = this.#all?.filter(({ current }) => current)
  }

  /** Signs a device out, at once. @throws {PublicError} */
  async revoke(id: string) {
    await client.service('sessions').remove(id)
    this.#all = this.#all?.filter((device) => device.id !== id)
  }
}
