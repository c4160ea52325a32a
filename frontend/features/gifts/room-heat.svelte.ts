import type { Gift, Message } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client, socket } from '../../lib/api.ts'
import { TOGETHER, type Fed } from '../campaigns/heat.ts'

/** So many of the latest gifts are enough for the highest level, also when some gave twice. */
const ENOUGH = 30

/** The latest gifts of a campaign as its room hears of them: asked for once, then told by their messages. */
export class RoomHeat {
  readonly #fed = new SvelteMap<string, Fed>()

  get gifts() {
    return [...this.#fed.values()]
  }

  /** @returns its cleanup */
  follow(roomId: string, campaignId: string) {
    const messages = client.service('messages')
    const hear = ({ id, roomId: where, gift, userId, createdAt }: Message) => {
      if (where === roomId && gift?.campaignId === campaignId)
        this.#keep({ id, userId, name: gift.name, status: gift.status, createdAt })
    }
    const load = () =>
      void client
        .service('gifts')
        .find({ query: { campaignId, $limit: ENOUGH } })
        .then(({ data }: { data: Gift[] }) => data.forEach(this.#keep))
        .catch(() => undefined)
    for (const event of ['created', 'patched'] as const) messages.on(event, hear)
    socket.on('connect', load)
    load()
    return () => {
      for (const event of ['created', 'patched'] as const) messages.off(event, hear)
      socket.off('connect', load)
      this.#fed.clear()
    }
  }

  readonly #keep = (gift: Fed) => {
    const { id, createdAt } = gift
    if (Date.now() - createdAt < TOGETHER) this.#fed.set(id, gift)
    for (const [old, { createdAt: at }] of this.#fed) if (Date.now() - at > TOGETHER) this.#fed.delete(old)
  }
}
