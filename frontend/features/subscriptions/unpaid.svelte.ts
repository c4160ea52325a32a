import type { Subscription } from '$sdk'
import { client, socket } from '../../lib/api.ts'
import { session } from '../sessions/session.svelte.ts'

/** How many monthly gifts of mine could not be taken: they want to be looked at. */
class Unpaid {
  #ids = $state.raw<ReadonlySet<string>>(new Set())

  get count() {
    return this.#ids.size
  }

  /** @returns its cleanup */
  start = () => {
    const service = client.service('subscriptions')
    const load = () =>
      void service
        .find({ query: { mine: true, status: 'past_due', $limit: 100 } })
        .then(({ data }) => (this.#ids = new Set(data.map(({ id }) => id))))
        .catch(() => undefined)
    service.on('patched', this.#hear)
    socket.on('connect', load)
    load()
    return () => {
      service.off('patched', this.#hear)
      socket.off('connect', load)
    }
  }

  /** A treasurer hears of everybody's. */
  readonly #hear = ({ id, userId, status }: Subscription) => {
    if (userId !== session.userId) return
    const others = [...this.#ids].filter((known) => known !== id)
    this.#ids = new Set(status === 'past_due' ? [...others, id] : others)
  }
}

export const unpaid = new Unpaid()
