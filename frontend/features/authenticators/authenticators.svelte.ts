import type { Authenticator } from '$sdk'
import { client } from '../../lib/api.ts'

/** One's authenticator app, if there is one, and the one that is being set up. Every verb may throw `step_up_required`. */
export class OwnAuthenticator {
  #row = $state.raw<Authenticator>()
  #fresh = $state.raw<Authenticator>()
  #codes = $state.raw<readonly string[]>([])

  /** In use. */
  get row() {
    return this.#row
  }
  /** Made, and not proven yet. */
  get fresh() {
    return this.#fresh
  }
  /** Recovery codes that were made just now: they are shown this once. */
  get codes() {
    return this.#codes
  }

  load = async () => {
    const { data } = await client.service('authenticators').find()
    this.#row = data.find(({ confirmedAt }) => confirmedAt !== null)
  }

  async begin() {
    this.#fresh = await client.service('authenticators').create({})
  }

  cancel() {
    this.#fresh = undefined
  }

  /** Proves the app with a code of it: turns a fresh one on, and makes new recovery codes for one that is on. */
  async prove(code: string) {
    const { id = '' } = this.#fresh ?? this.#row ?? {}
    const proven = await client.service('authenticators').patch(id, { code })
    this.#codes = proven.recoveryCodes ?? []
    this.#fresh = undefined
    this.#row = proven
  }

  forgetCodes() {
    this.#codes = []
  }

  async turnOff() {
    if (this.#row) await client.service('authenticators').remove(this.#row.id)
    this.#row = undefined
    this.#codes = []
  }
}
