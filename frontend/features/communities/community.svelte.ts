import type { Client, Community as Row, CommunityPatch, Paginated } from '$sdk'
import { get } from '../../lib/http.ts'
import { storage } from '../../lib/storage.ts'

/** The community of this Hearth. Readable without an account, so its first answer comes by plain HTTP. */
class Community {
  #row = $state.raw<Row>()
  #client: Client | undefined

  /** Undefined until `start()` has answered. */
  get row() {
    return this.#row
  }
  get name() {
    return this.#row?.name || 'Hearth'
  }
  get hue() {
    return this.#row?.hue ?? 5
  }
  /** Nobody has an account yet: the first visitor becomes the owner. */
  get isNew() {
    return this.#row?.peopleCount === 0
  }

  /** Whoever was here before sees at once what this browser kept; it is asked for anew all the same. @throws {PublicError} */
  async start() {
    const asked = get<Paginated<Row>>('/api/communities').then(({ data: [row] }) => row && this.renew(row))
    this.#row = storage.get<Row>('community')
    if (this.#row) asked.catch(() => undefined)
    else await asked
  }

  /** Follows changes once somebody is signed in. @returns its cleanup */
  listen(client: Client) {
    this.#client = client
    const change = (row: Row) => this.renew(row)
    client.service('communities').on('patched', change)
    return () => void client.service('communities').off('patched', change)
  }

  /** For admins. @throws {PublicError} */
  async change(patch: CommunityPatch) {
    if (!this.#client || !this.#row) return
    this.renew(await this.#client.service('communities').patch(this.#row.id, patch))
  }

  /** The row as somebody else's request brought it. */
  renew(row: Row) {
    this.#row = row
    if (storage.get('signedIn')) storage.set('community', row)
  }
}

export const community = new Community()
