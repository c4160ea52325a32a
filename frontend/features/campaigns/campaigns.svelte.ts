import type { Campaign } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client, socket } from '../../lib/api.ts'
import { phaseOf } from './progress.ts'

const service = () => client.service('campaigns')

/** What the community collects for now, kept true by events. Begun by the sidebar, a moment after the rooms are there. */
class Campaigns {
  readonly #rows = new SvelteMap<string, Campaign>()
  #asked: Promise<unknown> | undefined

  /** Those that take gifts, the newest first. */
  get open(): Campaign[] {
    return [...this.#rows.values()]
      .filter((row) => phaseOf(row) === 'open')
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  }

  /** Undefined for one that is not live. */
  get(id: string): Campaign | undefined {
    return this.#rows.get(id)
  }

  /** What a room's gifts are for. */
  ofRoom(roomId: string): Campaign | undefined {
    return this.open.find((row) => row.roomId === roomId)
  }

  /** What somebody in this room most likely wants to give for. */
  likeliest(roomId?: string): Campaign | undefined {
    return (roomId ? this.ofRoom(roomId) : undefined) ?? this.open[0]
  }

  /** Once the first answer is there; without an answer nothing is known to be collected for. */
  async ready(): Promise<void> {
    await this.#asked
  }

  start(): () => void {
    const campaigns = service()
    campaigns.on('created', this.#keep)
    campaigns.on('patched', this.#keep)
    socket.on('connect', this.#load)
    this.#load()
    return () => {
      campaigns.off('created', this.#keep)
      campaigns.off('patched', this.#keep)
      socket.off('connect', this.#load)
      this.#rows.clear()
    }
  }

  /** What was missed while the line was down comes with the next answer. */
  readonly #load = () => {
    this.#asked = service()
      .find({ query: { status: 'live', $limit: 100, $sort: { createdAt: -1 } } })
      .then(({ data }) => {
        const live = new Set(data.map(({ id }) => id))
        for (const id of [...this.#rows.keys()]) if (!live.has(id)) this.#rows.delete(id)
        data.forEach(this.#keep)
      })
      .catch(() => undefined)
  }

  readonly #keep = (row: Campaign) => {
    if (row.status === 'live') this.#rows.set(row.id, row)
    else this.#rows.delete(row.id)
  }
}

export const campaigns = new Campaigns()
