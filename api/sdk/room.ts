import { newId } from './ids.ts'
import type { Client, Message } from '../client.ts'
import { Changes } from './changes.ts'
import type { Outbox } from './outbox.ts'
import { isRefusal, pauseAfter, type Failure } from './retry.ts'

/** What this needs of a Socket.IO socket. */
interface Line {
  on(event: string, heard: (said?: unknown) => void): unknown
  off(event: string, heard: (said?: unknown) => void): unknown
}

export interface RoomOptions {
  /** `rev` of the last change that was dealt with: what changed after it comes first. Without it everything from now on. */
  since?: number
  /** ms between two comparisons of what was yielded with what the server has: so even an event that got lost heals. */
  compareEvery?: number
}

const EVENTS = ['created', 'patched', 'removed'] as const
/** Changes a question, and so many at most wait here for one who is slow: the rest waits on the server. */
const PAGE = 500

/**
 * One room, for a program that takes part in it. Iterating yields every message that is new, edited or deleted, once and in the
 * order of `rev`, over every loss of the line. What changed several times while we were away comes once, as it stands.
 *
 * @example
 * const room = client.room(roomId, { since: await lastRev() })
 * for await (const message of room) {
 *   if (message.text === 'ping') await room.send('pong')
 *   await keep(message.rev)
 * }
 */
export class Room implements AsyncIterable<Message> {
  readonly id: string
  readonly #client: Client
  readonly #outbox: Outbox<Message>
  readonly #compareEvery: number
  readonly #changes: Changes<Message>
  #queue: Message[] = []
  #failures = 0
  #ended = false
  #error: unknown
  #wake: () => void = () => undefined
  #stops: (() => unknown)[] = []
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client, outbox: Outbox<Message>, id: string, { since, compareEvery = 60_000 }: RoomOptions) {
    this.id = id
    this.#client = client
    this.#outbox = outbox
    this.#compareEvery = compareEvery
    const steps = {
      load: async () => (await client.service('rooms').get(id)).lastRev,
      since: (rev: number) => this.#since(rev),
      apply: (rows: readonly Message[]) => this.#take(rows),
      isFull: () => this.#queue.length >= PAGE,
      asked: (error: unknown) => this.#asked(error)
    }
    this.#changes = new Changes<Message>(steps, since)
  }

  /**
   * Sends, however often the line breaks, and never twice; messages to one room leave in the order of the calls. With an `id` of
   * your own (UUIDv7, see `idFor`) also a program that starts over does not double it.
   * @returns the message as it was stored @throws the server's refusal: muted, not a member, no such room …
   */
  send(text: string, { id = newId(), replyTo }: { id?: string; replyTo?: string } = {}): Promise<Message> {
    return this.#outbox.post({ id, roomId: this.id, text, ...(replyTo && { replyTo }) })
  }

  /** Ends the iteration. What was sent is still delivered. */
  close(): void {
    this.#end()
  }

  /** @throws the server's refusal when we may no longer read the room, or are no longer signed in */
  async *[Symbol.asyncIterator](): AsyncGenerator<Message, void, undefined> {
    this.#listen()
    try {
      for (;;) {
        const message = this.#queue.shift()
        if (message) yield message
        else if (this.#ended) break
        else await this.#news()
      }
    } finally {
      this.#end()
    }
    if (this.#error) throw this.#error as Error
  }

  /** Waits for what is not there yet, and asks for what was left on the server. */
  #news(): Promise<void> {
    const news = new Promise<void>((wake) => (this.#wake = wake))
    void this.#changes.catchUp()
    return news
  }

  #listen() {
    const messages = this.#client.service('messages')
    const hear = (message: Message) => {
      if (message.roomId === this.id) void this.#changes.receive(message)
    }
    for (const event of EVENTS) messages.on(event, hear)
    const timer = setInterval(() => void this.#compare(), this.#compareEvery)
    this.#stops = [
      () => clearInterval(timer),
      ...EVENTS.map((event) => () => messages.off(event, hear)),
      ...this.#watchLine((this.#client as { io?: Line }).io)
    ]
    if (this.#changes.rev === undefined) void this.#changes.load()
    else void this.#compare()
  }

  #watchLine(line: Line | undefined): (() => unknown)[] {
    if (!line) return []
    const back = () => void this.#compare()
    const refused = (error: unknown) => {
      const { data } = error as { data?: Failure }
      if (data && isRefusal(data)) this.#end(Object.assign(new Error(data.message), data))
    }
    const ended = () => this.#end(Object.assign(new Error('This session has ended.'), { code: 401 }))
    // what the server could not tell us, everybody asks for: not all at once
    let soon: ReturnType<typeof setTimeout> | undefined
    const moved = (said: unknown) => {
      clearTimeout(soon)
      soon = setTimeout(back, Math.random() * (said as { within: number }).within)
    }
    line.on('connect', back)
    line.on('heads may have moved', moved)
    line.on('connect_error', refused)
    line.on('session ended', ended)
    return [
      () => clearTimeout(soon),
      () => line.off('connect', back),
      () => line.off('heads may have moved', moved),
      () => line.off('connect_error', refused),
      () => line.off('session ended', ended)
    ]
  }

  /** Asks only if something was missed. */
  async #compare() {
    try {
      const { lastRev } = await this.#client.service('rooms').get(this.id)
      await this.#changes.head(lastRev)
    } catch (error) {
      this.#asked(error)
    }
  }

  async #since(rev: number): Promise<Message[]> {
    const query = { roomId: this.id, rev: { $gt: rev }, $sort: { rev: 1 as const }, $limit: PAGE }
    const { data } = await this.#client.service('messages').find({ query })
    // the head of a public room can be seen from outside, its messages cannot
    if (data.length === 0) throw Object.assign(new Error('You are not in this room.'), { code: 403 })
    return data
  }

  #take(rows: readonly Message[]) {
    this.#queue.push(...rows)
    this.#wake()
  }

  /** A question failed: a refusal is the end of it, trouble is tried again. */
  #asked(error: unknown) {
    if (!error) {
      this.#failures = 0
      return
    }
    if (isRefusal(error)) {
      this.#end(error)
      return
    }
    clearTimeout(this.#retry)
    if (!this.#ended)
      this.#retry = setTimeout(() => void this.#compare(), pauseAfter(error as Failure, this.#failures++))
  }

  #end(error?: unknown) {
    if (!this.#ended) this.#error = error
    this.#ended = true
    clearTimeout(this.#retry)
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#wake()
  }
}
