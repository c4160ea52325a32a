import { SvelteMap } from 'svelte/reactivity'

/** ms in which a deletion can be taken back */
export const UNDO_FOR = 6_000

/**
 * Deletions that are not sent yet. A tombstone has no text to bring back, so the message is only hidden until the time to
 * undo is over.
 */
export class Erasures {
  readonly #remove: (id: string) => Promise<unknown>
  readonly #hidden = new SvelteMap<string, ReturnType<typeof setTimeout> | undefined>()

  constructor(remove: (id: string) => Promise<unknown>) {
    this.#remove = remove
  }

  has(id: string): boolean {
    return this.#hidden.has(id)
  }

  /** Hides a message, and deletes it in 6 s. `failed` hears why it could not be deleted; it shows again then. */
  begin(id: string, failed: (error: unknown) => void) {
    const timer = setTimeout(() => {
      this.#hidden.set(id, undefined)
      this.#remove(id)
        .catch(failed)
        .finally(() => this.#hidden.delete(id))
    }, UNDO_FOR)
    this.#hidden.set(id, timer)
  }

  undo(id: string) {
    clearTimeout(this.#hidden.get(id))
    this.#hidden.delete(id)
  }

  /** Deletes at once what is hidden: the page is about to go. */
  flush() {
    for (const [id, timer] of [...this.#hidden]) {
      if (timer === undefined) continue
      clearTimeout(timer)
      this.#hidden.delete(id)
      void this.#remove(id).catch(() => undefined)
    }
  }
}
