import { memoryStore, type OutboxStore } from './outbox-store.ts'
import { isRefusal, pauseAfter, sleep, type Failure } from './retry.ts'

export type { OutboxStore }

/** A message written here. Its id is made here too, so sending it twice is harmless. */
export interface Draft {
  /** UUIDv7 */
  readonly id: string
  readonly roomId: string
  readonly text: string
  /** id of the message that it answers */
  readonly replyTo?: string
  /** ms since 1970, UTC */
  readonly at: number
}

export interface Pending extends Draft {
  /** `asking`: written too long ago to be sent without its author's word. */
  readonly state: 'waiting' | 'sending' | 'failed' | 'asking'
  readonly tries: number
  /** why it failed, in words */
  readonly error?: string
  /** Its author wants it sent, however old it is. */
  readonly confirmed?: boolean
}

interface Parts<T> {
  /** Settles when the message is stored. */
  send(draft: Draft): Promise<T>
  /** Where unsent messages survive the program; without one they live as long as it does. */
  store?: OutboxStore
  /** Runs work of this name while nobody else who shares the store does; alone by default. */
  alone?: <R>(name: string, work: () => Promise<R>) => Promise<R>
  /** Whether a try can reach the server. Without a line nothing is tried, and `flush()` tells that it is back. */
  online?: () => boolean
  /** Messages older than this ask before they are sent (ms). */
  oldAfter?: number
  wait?: typeof sleep
}

/** ms between two looks at whether there is a line, should nobody tell */
const LOOK_EVERY = 30_000

/** Who waits for the answer to a message. */
interface Waiting<T> {
  answer: Promise<T>
  resolve(stored: T): void
  reject(error: unknown): void
}

const waiting = <T>(): Waiting<T> => {
  const made: Partial<Waiting<T>> = {}
  made.answer = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made as Waiting<T>
}

/**
 * Messages not yet acknowledged, sent in the order they were written in, room by room: no room waits for another. Trouble is
 * tried again, a refusal marks its message and lets the next one pass. Several programs may share a store: which message is next
 * is read from it, by one of them at a time.
 */
export class Outbox<T = unknown> {
  #items: readonly Pending[] = []
  readonly #send: (draft: Draft) => Promise<T>
  readonly #store: OutboxStore
  readonly #alone: <R>(name: string, work: () => Promise<R>) => Promise<R>
  readonly #online: () => boolean
  readonly #oldAfter: number
  readonly #wait: typeof sleep
  readonly #waiting = new Map<string, Waiting<T>>()
  readonly #running = new Set<string>()
  /** rooms with something new, since their run has last looked */
  readonly #due = new Set<string>()
  /** on their way into the store, and out of it */
  readonly #storing = new Set<string>()
  readonly #leaving = new Set<string>()
  #wake: (() => void)[] = []
  #lastAt = 0

  constructor({ send, store = memoryStore(), alone, online, oldAfter, wait }: Parts<T>) {
    this.#send = send
    this.#store = store
    this.#alone = alone ?? ((_name, work) => work())
    this.#online = online ?? (() => true)
    this.#oldAfter = oldAfter ?? Infinity
    this.#wait = wait ?? sleep
  }

  /** In the order they were written in. */
  get items() {
    return this.#items
  }

  in(roomId: string): readonly Pending[] {
    return this.items.filter((item) => item.roomId === roomId)
  }

  /** Brings back what was left unsent, and sends it. */
  async restore(): Promise<void> {
    await this.#read()
    this.flush()
  }

  /** Somebody else who shares the store has changed it. Who waits for the line to get better goes on waiting. */
  async look(): Promise<void> {
    await this.#read()
    for (const { roomId, state } of this.#items) if (state === 'waiting') this.#run(roomId)
  }

  /** Takes a message: whatever happens from here on, it is sent once, or stands here with the reason why not. */
  add(draft: Omit<Draft, 'at'>): void {
    if (this.#items.some(({ id }) => id === draft.id)) return
    const at = Math.max(Date.now(), this.#lastAt + 1)
    this.#lastAt = at
    const item: Pending = { ...draft, at, state: 'waiting', tries: 0 }
    this.#set([...this.#items, item])
    this.#storing.add(item.id)
    void this.#store.put(item).then(() => {
      this.#storing.delete(item.id)
      this.#run(item.roomId)
    })
  }

  /** Takes a message and waits until it is stored. @throws the server's refusal; then the message is forgotten */
  post(draft: Omit<Draft, 'at'>): Promise<T> {
    const one = this.#waiting.get(draft.id) ?? waiting<T>()
    this.#waiting.set(draft.id, one)
    this.add(draft)
    return one.answer
  }

  /** Sends what was refused, or has asked. */
  retry(id: string): void {
    const item = this.#items.find((other) => other.id === id)
    if (item)
      void this.#change(item, { state: 'waiting', tries: 0, confirmed: true }).then(() => this.#run(item.roomId))
  }

  /** Forgets a message: it was stored, or its author no longer wants it sent. */
  discard(id: string): void {
    if (!this.#items.some((item) => item.id === id)) return
    this.#set(this.#items.filter((item) => item.id !== id))
    this.#leaving.add(id)
    void this.#store.remove(id).then(() => this.#leaving.delete(id))
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
    for (const roomId of new Set(this.#items.map((item) => item.roomId))) this.#run(roomId)
  }

  /** The messages are others now. For those who watch. */
  protected changed() {
    // nobody watches
  }

  #run(roomId: string): void {
    this.#due.add(roomId)
    if (this.#running.has(roomId)) return
    this.#running.add(roomId)
    void this.#sendAll(roomId).finally(() => this.#running.delete(roomId))
  }

  async #sendAll(roomId: string): Promise<void> {
    while (this.#due.delete(roomId)) {
      for (let pause; (pause = await this.#alone(roomId, () => this.#sendNext(roomId))) !== undefined;)
        if (pause > 0) await this.#rest(pause)
    }
  }

  /** @returns how long to wait before the next one, in ms; nothing when there is none */
  async #sendNext(roomId: string): Promise<number | undefined> {
    await this.#read(roomId)
    const next = this.#items.find((item) => item.roomId === roomId && item.state === 'waiting')
    if (!next) return undefined
    if (!next.confirmed && Date.now() - next.at > this.#oldAfter) {
      await this.#change(next, { state: 'asking' })
      return 0
    }
    return this.#online() ? this.#try(next) : LOOK_EVERY
  }

  async #try(item: Pending): Promise<number> {
    await this.#change(item, { state: 'sending' })
    try {
      const stored = await this.#send(item)
      this.discard(item.id)
      this.#take(item.id)?.resolve(stored)
      return 0
    } catch (error) {
      if (!isRefusal(error as Failure)) {
        await this.#change(item, { state: 'waiting', tries: item.tries + 1 })
        return pauseAfter(error as Failure, item.tries)
      }
      this.#refuse(item, error)
      return 0
    }
  }

  #refuse(item: Pending, error: unknown) {
    const waiting = this.#take(item.id)
    if (waiting) {
      this.discard(item.id)
      waiting.reject(error)
    } else
      void this.#change(item, { state: 'failed', error: (error as Error).message || 'The message was not accepted.' })
  }

  #take(id: string): Waiting<T> | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }

  async #rest(pause: number): Promise<void> {
    const line = new Promise<void>((now) => this.#wake.push(now))
    await Promise.race([this.#wait(pause), line])
  }

  /** What the store holds, and what is on its way into it. In the room whose turn is ours, nobody else is sending. */
  async #read(ours?: string): Promise<void> {
    const stored = (await this.#store.load()).filter(({ id }) => !this.#leaving.has(id))
    const ids = new Set(stored.map(({ id }) => id))
    const storing = this.#items.filter(({ id }) => this.#storing.has(id) && !ids.has(id))
    const items = stored.map((item) =>
      item.state === 'sending' && item.roomId === ours ? { ...item, state: 'waiting' as const } : item
    )
    this.#set([...items, ...storing].sort((a, b) => a.at - b.at))
  }

  async #change(item: Pending, change: Partial<Pending>): Promise<void> {
    if (!this.#items.some(({ id }) => id === item.id)) return
    const { error: _, ...rest } = item
    const changed = { ...rest, ...change }
    this.#set(this.#items.map((other) => (other.id === item.id ? changed : other)))
    await this.#store.put(changed)
  }

  #set(items: readonly Pending[]) {
    this.#items = items
    this.changed()
  }
}
