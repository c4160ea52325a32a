/** A message written here. Its id is made here too, so sending it twice is harmless. */
export interface Draft {
  /** UUIDv7 */
  readonly id: string
  readonly roomId: string
  readonly text: string
  /** ms since 1970, UTC */
  readonly at: number
}

export interface Pending extends Draft {
  readonly state: 'waiting' | 'sending' | 'failed'
  readonly tries: number
  /** why it failed, in words */
  readonly error?: string
}

/** Where unsent messages survive a reload: one place for each account, one entry for each message. */
export interface Store {
  load(): Promise<Pending[]>
  put(item: Pending): Promise<void>
  remove(id: string): Promise<void>
}

/** Settles when the message is stored and shown. */
export type Send = (draft: Draft) => Promise<unknown>

interface Refusal {
  code?: number
  message?: string
  data?: { retryAfter?: number }
}

/** A lost line has no code; 408 and 429 pass by themselves. Anything else between 400 and 499 no retry can help. */
const isFinal = ({ code = 0 }: Refusal) => code >= 400 && code < 500 && code !== 408 && code !== 429

/** Seconds that the server asks to wait, in ms; otherwise 0.5 s doubling up to 30 s, spread by half. */
const pause = ({ data }: Refusal, tries: number) =>
  data?.retryAfter ? data.retryAfter * 1000 : Math.min(30_000, 500 * 2 ** tries) * (0.5 + Math.random() / 2)

const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms))

/** Messages not yet acknowledged, sent in the order they were written in, room by room: no room waits for another. */
export class Outbox {
  #items = $state.raw<readonly Pending[]>([])
  readonly #running = new Set<string>()
  #wake: (() => void)[] = []
  readonly #send: Send
  readonly #store: Store
  readonly #sleep: typeof sleep

  constructor(send: Send, store: Store, wait = sleep) {
    this.#send = send
    this.#store = store
    this.#sleep = wait
  }

  get items() {
    return this.#items
  }

  in(roomId: string): readonly Pending[] {
    return this.#items.filter((item) => item.roomId === roomId)
  }

  /** Brings back what an earlier page left unsent. A refused message stays refused. */
  async restore(): Promise<void> {
    const known = new Set(this.#items.map(({ id }) => id))
    const left = (await this.#store.load()).filter(({ id }) => !known.has(id))
    const restored = left.map((item) => (item.state === 'failed' ? item : { ...item, state: 'waiting' as const }))
    this.#items = [...restored.sort((a, b) => a.at - b.at), ...this.#items]
    this.flush()
  }

  add(draft: Draft): void {
    const item: Pending = { ...draft, state: 'waiting', tries: 0 }
    this.#items = [...this.#items, item]
    void this.#store.put(item)
    void this.#run(draft.roomId)
  }

  retry(id: string): void {
    const item = this.#change(id, { state: 'waiting', tries: 0 })
    if (item) void this.#run(item.roomId)
  }

  /** Forgets a message: it was stored, or its author no longer wants it sent. */
  discard(id: string): void {
    if (!this.#items.some((item) => item.id === id)) return
    this.#items = this.#items.filter((item) => item.id !== id)
    void this.#store.remove(id)
  }

  /** Forgets all messages of a room that is no longer there for us. */
  discardRoom(roomId: string): void {
    for (const { id } of this.in(roomId)) this.discard(id)
  }

  /** Tries everything that waits, now: the line is back. */
  flush(): void {
    const wake = this.#wake
    this.#wake = []
    for (const now of wake) now()
    for (const roomId of new Set(this.#items.map((item) => item.roomId))) void this.#run(roomId)
  }

  async #run(roomId: string): Promise<void> {
    if (this.#running.has(roomId)) return
    this.#running.add(roomId)
    for (let next; (next = this.in(roomId).find((item) => item.state === 'waiting'));) await this.#deliver(next)
    this.#running.delete(roomId)
  }

  async #deliver(item: Pending): Promise<void> {
    this.#change(item.id, { state: 'sending' })
    try {
      await this.#send(item)
      this.discard(item.id)
    } catch (error) {
      const refusal = error as Refusal
      if (isFinal(refusal)) {
        this.#change(item.id, { state: 'failed', error: refusal.message || 'The message was not accepted.' })
        return
      }
      this.#change(item.id, { state: 'waiting', tries: item.tries + 1 })
      const line = new Promise<void>((now) => this.#wake.push(now))
      await Promise.race([this.#sleep(pause(refusal, item.tries)), line])
    }
  }

  #change(id: string, change: Partial<Pending>): Pending | undefined {
    const found = this.#items.find((item) => item.id === id)
    if (!found) return
    const item = { ...found, ...change }
    this.#items = this.#items.map((other) => (other.id === id ? item : other))
    void this.#store.put(item)
    return item
  }
}

/** Browsers may forbid it altogether, in private windows for one. */
const ownStorage = () => {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

const parsed = (text: string | null) => {
  try {
    return JSON.parse(text ?? 'null') as Pending | null
  } catch {
    return null
  }
}

/** The outbox's store in localStorage. Without it messages still go out; they only do not survive a reload. */
export class LocalStore implements Store {
  readonly #prefix: string
  readonly #storage: Storage | undefined

  constructor(account: string, storage = ownStorage()) {
    this.#prefix = `hearth.outbox.${account}.`
    this.#storage = storage
  }

  load(): Promise<Pending[]> {
    const storage = this.#storage
    if (!storage) return Promise.resolve([])
    const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
    const items = keys.filter((key) => key.startsWith(this.#prefix)).map((key) => parsed(storage.getItem(key)))
    return Promise.resolve(items.filter((item) => item !== null))
  }

  put(item: Pending): Promise<void> {
    try {
      this.#storage?.setItem(this.#prefix + item.id, JSON.stringify(item))
    } catch {
      // the quota is used up
    }
    return Promise.resolve()
  }

  remove(id: string): Promise<void> {
    this.#storage?.removeItem(this.#prefix + id)
    return Promise.resolve()
  }
}
