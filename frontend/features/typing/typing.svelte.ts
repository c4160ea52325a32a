import type { Typing } from '$sdk'
import { SvelteMap } from 'svelte/reactivity'
import { client } from '../../lib/api.ts'

/** ms: how often one's own typing is told, and how long somebody else's is believed */
const TELL_EVERY = 3_000
const FORGET_AFTER = 6_000

/** Who is writing where. Nothing of it is stored. */
class TypingStore {
  #me = ''
  #told = { roomId: '', at: 0 }
  readonly #writers = new SvelteMap<string, readonly string[]>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  /** Ids of the people who write in a room now, oneself left out. */
  inRoom(roomId: string): readonly string[] {
    return this.#writers.get(roomId) ?? []
  }

  /** Tells the room that one is writing. Not telling it harms nobody, so a failure is not shown. */
  tell(roomId: string) {
    const now = Date.now()
    if (this.#told.roomId === roomId && now - this.#told.at < TELL_EVERY) return
    this.#told = { roomId, at: now }
    client
      .service('typing')
      .create({ roomId })
      .catch(() => undefined)
  }

  /** The message is out: the next keystroke is a new beginning. */
  sent() {
    this.#told = { roomId: '', at: 0 }
  }

  start(me: string): () => void {
    this.#me = me
    const typing = client.service('typing')
    const messages = client.service('messages')
    typing.on('created', this.#begin)
    messages.on('created', this.#end)
    return () => {
      typing.off('created', this.#begin)
      messages.off('created', this.#end)
      for (const timer of this.#timers.values()) clearTimeout(timer)
      this.#timers.clear()
      this.#writers.clear()
    }
  }

  readonly #begin = ({ roomId, userId }: Typing) => {
    if (userId === this.#me) return
    const key = roomId + userId
    clearTimeout(this.#timers.get(key))
    this.#timers.set(key, setTimeout(this.#end, FORGET_AFTER, { roomId, userId }))
    if (!this.inRoom(roomId).includes(userId)) this.#writers.set(roomId, [...this.inRoom(roomId), userId])
  }

  readonly #end = ({ roomId, userId }: { roomId: string; userId: string | null }) => {
    const key = roomId + String(userId)
    clearTimeout(this.#timers.get(key))
    if (!this.#timers.delete(key)) return
    this.#writers.set(
      roomId,
      this.inRoom(roomId).filter((id) => id !== userId)
    )
  }
}

export const typing = new TypingStore()
