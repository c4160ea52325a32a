import { storage } from '../../lib/storage.ts'

const KEPT = 20

/** Rooms by when they were last visited, newest first; remembered over a reload. */
class Recent {
  #ids = $state.raw<readonly string[]>(storage.get<string[]>('recent') ?? [])

  get ids() {
    return this.#ids
  }

  /** Place among the visited; those never visited come last. */
  rank(roomId: string): number {
    const at = this.#ids.indexOf(roomId)
    return at < 0 ? KEPT : at
  }

  visit(roomId: string) {
    this.#ids = [roomId, ...this.#ids.filter((id) => id !== roomId)].slice(0, KEPT)
    storage.set('recent', this.#ids)
  }
}

export const recent = new Recent()
