/** ms between two marks of one room: my other devices are to know within a second */
const EVERY = 750

type Send = (roomId: string, seq: number) => Promise<unknown>

/**
 * How far one has read, told to the server at most once in 750 ms a room, and never backwards. What could not be told for want
 * of a line is told by `flush()`.
 */
export class ReadMarks {
  readonly #send: Send
  readonly #told = new Map<string, number>()
  readonly #due = new Map<string, number>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(send: Send) {
    this.#send = send
  }

  mark(roomId: string, seq: number) {
    const known = Math.max(this.#told.get(roomId) ?? 0, this.#due.get(roomId) ?? 0)
    if (seq <= known) return
    this.#due.set(roomId, seq)
    if (!this.#timers.has(roomId)) this.#tell(roomId)
  }

  /** The server knows of a mark, from here or from another device. */
  known(roomId: string, seq: number) {
    this.#told.set(roomId, Math.max(seq, this.#told.get(roomId) ?? 0))
    if ((this.#due.get(roomId) ?? 0) <= seq) this.#due.delete(roomId)
  }

  /** The line is back: what was said last may have been lost with the old one. */
  flush() {
    for (const roomId of this.#due.keys()) {
      clearTimeout(this.#timers.get(roomId))
      this.#tell(roomId)
    }
  }

  stop() {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#told.clear()
    this.#due.clear()
  }

  #tell(roomId: string) {
    const seq = this.#due.get(roomId)
    if (seq === undefined) return
    this.#timers.set(
      roomId,
      setTimeout(() => {
        this.#timers.delete(roomId)
        if ((this.#due.get(roomId) ?? 0) > seq) this.#tell(roomId)
      }, EVERY)
    )
    this.#send(roomId, seq).then(
      () => this.known(roomId, seq),
      (error: unknown) => {
        const { code = 500 } = error as { code?: number }
        if (code < 500) this.known(roomId, seq)
      }
    )
  }
}
