import type { Message } from '$sdk'
import { v7 as uuidv7 } from 'uuid'
import { client } from '../../lib/api.ts'
import { LocalStore, Outbox, type Draft } from '../../lib/outbox.svelte.ts'
import { Timeline, type Source } from '../../lib/timeline.svelte.ts'
import { Erasures } from './erasures.svelte.ts'

/** Code points of the longest message. */
export const MOST_TEXT = 4_000
/** Rooms whose messages are kept ready. */
const KEPT = 20

const service = () => client.service('messages')

interface Head {
  id: string
  lastRev: number
  lastSeq: number
}

/** The messages of the rooms that were looked at last, and those that are not sent yet. */
class Messages {
  #outbox: Outbox | undefined
  #news: (message: Message) => void = () => undefined
  /** Least recently shown first. */
  readonly #timelines = new Map<string, Timeline<Message>>()
  readonly erasures = new Erasures(async (id) => {
    await this.#show(await service().remove(id))
  })

  /** Messages of a room that are on their way, or were refused. */
  pending(roomId: string) {
    return this.#outbox?.in(roomId) ?? []
  }

  timeline(roomId: string): Timeline<Message> {
    const known = this.#timelines.get(roomId)
    const source: Source<Message> = { find: (params) => service().find(params) }
    const timeline = known ?? new Timeline<Message>(roomId, source)
    this.#timelines.delete(roomId)
    this.#timelines.set(roomId, timeline)
    const [oldest] = this.#timelines.keys()
    if (this.#timelines.size > KEPT && oldest) this.#timelines.delete(oldest)
    return timeline
  }

  send(roomId: string, text: string) {
    this.#outbox?.add({ id: uuidv7(), roomId, text, at: Date.now() })
  }

  retry(id: string) {
    this.#outbox?.retry(id)
  }

  discard(id: string) {
    this.#outbox?.discard(id)
  }

  async edit(id: string, text: string): Promise<void> {
    await this.#show(await service().patch(id, { text }))
  }

  /** Compares heads: a room that moved while we were away asks for what it missed. Then everything unsent goes out. */
  async comeBack(heads: readonly Head[]): Promise<void> {
    await Promise.all(
      heads.flatMap(({ id, lastRev, lastSeq }) => {
        const timeline = this.#timelines.get(id)
        return timeline ? [timeline.head(lastRev, lastSeq)] : []
      })
    )
    this.#outbox?.flush()
  }

  /** I am no longer in the room: nothing of it stays here. */
  drop(roomId: string) {
    this.#timelines.delete(roomId)
    this.#outbox?.discardRoom(roomId)
  }

  /** Hears new messages of others' as they come. @returns what ends it */
  hear(news: (message: Message) => void): () => void {
    this.#news = news
    return () => {
      if (this.#news === news) this.#news = () => undefined
    }
  }

  start(me: string): () => void {
    const messages = service()
    this.#outbox = new Outbox((draft) => this.#create(draft), new LocalStore(me))
    void this.#outbox.restore()
    messages.on('created', this.#created)
    messages.on('patched', this.#receive)
    messages.on('removed', this.#receive)
    return () => {
      messages.off('created', this.#created)
      messages.off('patched', this.#receive)
      messages.off('removed', this.#receive)
      this.erasures.flush()
      this.#timelines.clear()
      this.#outbox = undefined
    }
  }

  async #create({ id, roomId, text }: Draft) {
    await this.#show(await service().create({ id, roomId, text }))
  }

  readonly #created = (message: Message) => {
    void this.#show(message).then(() => this.#outbox?.discard(message.id))
    this.#news(message)
  }

  readonly #receive = (message: Message) => void this.#show(message)

  async #show(message: Message) {
    await this.#timelines.get(message.roomId)?.receive(message)
  }
}

export const messages = new Messages()
