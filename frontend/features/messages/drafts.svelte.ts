import { SvelteMap } from 'svelte/reactivity'
import { storage } from '../../lib/storage.ts'

/** What is written in a room and not sent. Kept over a reload. */
class Drafts {
  readonly #texts = new SvelteMap<string, string>()

  of(roomId: string): string {
    return this.#texts.get(roomId) ?? ''
  }

  has(roomId: string): boolean {
    return this.of(roomId).trim() !== ''
  }

  write(roomId: string, text: string) {
    if (text) this.#texts.set(roomId, text)
    else this.#texts.delete(roomId)
    storage.set('drafts', Object.fromEntries(this.#texts))
  }

  start(): () => void {
    for (const [roomId, text] of Object.entries(storage.get<Record<string, string>>('drafts') ?? {}))
      this.#texts.set(roomId, text)
    return () => {
      this.#texts.clear()
    }
  }
}

export const drafts = new Drafts()
