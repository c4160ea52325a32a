import type { Presence } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'

/** Who has which room open now. It lasts as long as their connection, and ours. */
class Presences {
  #shown = ''
  readonly #here = new SvelteMap<string, readonly string[]>()

  /** Ids of the people who have the room open, in the order they came. */
  inRoom(roomId: string): readonly string[] {
    return this.#here.get(roomId) ?? []
  }

  /** Whether somebody has any room open that we hear of. */
  has(userId: string): boolean {
    for (const people of this.#here.values()) if (people.includes(userId)) return true
    return false
  }

  /** This window shows a room, until the returned function is called. */
  show(roomId: string): () => void {
    this.#shown = roomId
    void this.#tell(roomId)
    return () => {
      if (this.#shown !== roomId) return
      this.#shown = ''
      client
        .service('presences')
        .remove(roomId)
        .catch(() => undefined)
    }
  }

  /** The server forgot us with the old connection: tell it again, and ask who is here. */
  again() {
    this.#here.clear()
    if (this.#shown) void this.#tell(this.#shown)
  }

  start(): () => void {
    const presences = client.service('presences')
    presences.on('created', this.#came)
    presences.on('removed', this.#went)
    return () => {
      presences.off('created', this.#came)
      presences.off('removed', this.#went)
      this.#here.clear()
    }
  }

  /** Without a line there is nobody to see; `again()` follows when it is back. */
  async #tell(roomId: string) {
    const presences = client.service('presences')
    try {
      await presences.create({ roomId })
      const { data } = await presences.find({ query: { roomId } })
      const ids = data.map(({ userId }) => userId)
      this.#here.set(roomId, [...new Set([...ids, ...this.inRoom(roomId)])])
    } catch {
      // the line is lost, or the room is
    }
  }

  readonly #came = ({ roomId, userId }: Presence) => {
    if (!this.inRoom(roomId).includes(userId)) this.#here.set(roomId, [...this.inRoom(roomId), userId])
  }

  readonly #went = ({ roomId, userId }: Presence) => {
    this.#here.set(
      roomId,
      this.inRoom(roomId).filter((id) => id !== userId)
    )
  }
}

export const presences = new Presences()
