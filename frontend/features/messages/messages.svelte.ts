import { newId, type Kept, type Message, type Source } from '$sdk'
import type { AccountDatabase } from '../../lib/account-database.ts'
import { client, socket } from '../../lib/api.ts'
import { Outbox, type Draft } from '../../lib/outbox.svelte.ts'
import { Timeline } from '../../lib/timeline.svelte.ts'
import { Erasures } from './erasures.svelte.ts'

/** Code points of the longest message. */
export const MOST_TEXT = 4_000
/** Rooms whose messages are kept ready. */
const READY = 20

const service = () => client.service('messages')

interface Head {
  id: string
  lastRev: number
  lastSeq: number
}

/** The end of a room as it was read last. */
export interface KeptLog {
  roomId: string
  log: Kept<Message>
}

/** The messages of the rooms that were looked at last, and those that are not sent yet. */
class Messages {
  #outbox = $state.raw<Outbox>()
  #news: (message: Message) => void = () => undefined
  /** Least recently shown first. */
  readonly #timelines = new Map<string, Timeline<Message>>()
  readonly #kept = new Map<string, Kept<Message>>()
  readonly #gone = new Set<string>()
  readonly erasures = new Erasures(async (id) => {
    await this.#show(await service().remove(id))
  })

  /** Messages of a room that are on their way, or were refused. */
  pending(roomId: string) {
    return this.#outbox?.in(roomId) ?? []
  }

  /** Messages that wait to be sent, in all rooms. */
  get waiting(): number {
    return this.#outbox?.items.filter(({ state }) => state === 'waiting' || state === 'sending').length ?? 0
  }

  /** Something is known to be missing in a room that is shown, or was. */
  get behind(): boolean {
    return [...this.#timelines.values()].some((timeline) => timeline.behind)
  }

  timeline(roomId: string): Timeline<Message> {
    const known = this.#timelines.get(roomId)
    const source: Source<Message> = { find: (params) => service().find(params) }
    const timeline = known ?? new Timeline<Message>(roomId, source, { kept: this.#kept.get(roomId) })
    this.#timelines.delete(roomId)
    this.#timelines.set(roomId, timeline)
    const [oldest] = this.#timelines.keys()
    if (this.#timelines.size > READY && oldest) this.#timelines.delete(oldest)
    return timeline
  }

  send(roomId: string, text: string) {
    this.#outbox?.add({ id: newId(), roomId, text })
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
    this.#kept.delete(roomId)
    this.#gone.add(roomId)
    this.#outbox?.discardRoom(roomId)
  }

  /** What was kept is shown until there is something newer. */
  recall(logs: readonly KeptLog[]) {
    for (const { roomId, log } of logs) this.#kept.set(roomId, log)
  }

  /** The ends of the rooms that were looked at last, and those rooms of which nothing is to be kept. */
  toKeep() {
    const logs = [...this.#timelines].flatMap(([roomId, { kept }]) => (kept ? [[roomId, kept] as const] : []))
    const gone = [...this.#gone]
    this.#gone.clear()
    return { logs, gone }
  }

  /** Hears new messages of others' as they come. @returns what ends it */
  hear(news: (message: Message) => void): () => void {
    this.#news = news
    return () => {
      if (this.#news === news) this.#news = () => undefined
    }
  }

  start(me: string, database: AccountDatabase): () => void {
    const messages = service()
    const send = (draft: Draft) => this.#create(draft)
    const outbox = new Outbox({ account: me, database, send, online: () => socket.connected })
    this.#outbox = outbox
    void outbox.restore()
    messages.on('created', this.#created)
    messages.on('patched', this.#receive)
    messages.on('removed', this.#receive)
    return () => {
      messages.off('created', this.#created)
      messages.off('patched', this.#receive)
      messages.off('removed', this.#receive)
      this.erasures.flush()
      this.#timelines.clear()
      outbox.close()
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
