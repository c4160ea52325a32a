import type { Client, Message } from '../../../api/client.ts'

/** The most that one question answers. */
const PAGE = 500
/** Before a question that got no answer is asked again (ms). */
const AGAIN = 500

/** How a client keeps a room: told of events by `hear`, it shows `rows` in the order that it takes for the room's. */
export interface Follower {
  readonly roomId: string
  /** Newest change that it holds everything up to. */
  readonly rev: number
  readonly rows: readonly Message[]
  hear(row: Message): void
  /** Compares the room's head with what is held: after every connect, and once a minute. */
  compare(): void
  close(): void
}
/** `saw` is told of every message in an answer. */
export type Following = new (client: Client, roomId: string, saw: (row: Message) => void) => Follower

/**
 * One room's log, whole, as a client keeps it: a change that follows is applied, an older one ignored, and where there is a gap,
 * everything missed is asked for. The one place that knows how: to try another way of following, exchange this class.
 */
export class RoomLog implements Follower {
  readonly roomId: string
  readonly #client: Client
  readonly #saw: (row: Message) => void
  readonly #rows = new Map<string, Message>()
  /** newest change that the rows hold, and newest one heard of */
  #rev = 0
  #heard = 0
  #asking: Promise<void> | undefined
  #closed = false

  constructor(client: Client, roomId: string, saw: (row: Message) => void) {
    this.#client = client
    this.#saw = saw
    this.roomId = roomId
  }

  get rev() {
    return this.#rev
  }

  get rows() {
    return [...this.#rows.values()].sort((a, b) => a.seq - b.seq)
  }

  hear(row: Message) {
    this.#heard = Math.max(this.#heard, row.rev)
    if (row.rev === this.#rev + 1) this.#apply(row)
    else this.#ask()
  }

  compare() {
    this.#ask(async () => {
      const { lastRev } = await this.#client.service('rooms').get(this.roomId)
      this.#heard = Math.max(this.#heard, lastRev)
    })
  }

  close() {
    this.#closed = true
  }

  #apply(row: Message) {
    this.#rows.set(row.id, row)
    this.#rev = row.rev
  }

  /** One question at a time, until there is an answer. */
  #ask(first?: () => Promise<void>) {
    if (this.#closed) return
    const before = this.#asking ?? Promise.resolve()
    if (!first && this.#asking) return
    const asking = before
      .then(first)
      .then(() => this.#catchUp())
      .catch(() => void setTimeout(() => this.#ask(first), AGAIN))
      .finally(() => {
        if (this.#asking === asking) this.#asking = undefined
      })
    this.#asking = asking
  }

  async #catchUp() {
    while (this.#heard > this.#rev) {
      const query = { roomId: this.roomId, rev: { $gt: this.#rev }, $sort: { rev: 1 as const }, $limit: PAGE }
      const { data } = await this.#client.service('messages').find({ query })
      // events that came meanwhile are at most repeated by the answer
      for (const row of data) {
        this.#saw(row)
        if (row.rev > this.#rev) this.#apply(row)
      }
      if (data.length === 0) return
    }
  }
}
