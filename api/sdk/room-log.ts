import { Changes, type Entry } from './changes.ts'

export type { Entry }

/** A plain Feathers query over indexed fields. */
export interface LogQuery {
  roomId: string
  seq?: { $lt: number } | { $gt: number }
  rev?: { $gt: number }
  $sort: { seq: 1 | -1 } | { rev: 1 }
  $limit: number
}

/** `client.service('messages')` is one. Rows come in the order of `$sort`. */
export interface Source<T> {
  find(params: { query: LogQuery }): Promise<{ data: T[] }>
}

/** What a window held when it was put away. */
export interface Kept<T> {
  rows: readonly T[]
  rev: number
  lastSeq: number
}

/** Rows a page, changes a catch-up, and rows kept in the window. */
export const SIZES = { page: 50, changes: 500, window: 200 }

/**
 * One room's log as a window on an endless list that the server numbers, for programs that show it. `rows` always hold every
 * change up to the newest one taken (see changes.ts), so that they equal what a fresh load would bring.
 */
export class RoomLog<T extends Entry> {
  readonly roomId: string
  /** The reader is at the end and stays there. Told by the one who shows it; says which side of the window is trimmed. */
  following = true
  /** `seq` of the row being read: the place to come back to when too much was missed. */
  reading: number | undefined

  readonly #source: Source<T>
  readonly #sizes: typeof SIZES
  readonly #changes: Changes<T>
  #rows: readonly T[] = []
  #opened = false
  #atStart = false
  #atEnd = false
  #lastSeq = 0
  /** where `open()` was asked to go */
  #place: number | undefined

  /** `kept` is shown at once; the next `head()` brings it up to date. */
  constructor(
    roomId: string,
    source: Source<T>,
    { sizes = SIZES, kept }: { sizes?: typeof SIZES; kept?: Kept<T> } = {}
  ) {
    this.roomId = roomId
    this.#source = source
    this.#sizes = sizes
    const steps = {
      load: () => this.#load(),
      since: (rev: number) => this.#since(rev),
      apply: (rows: readonly T[]) => this.#merge(rows),
      asked: () => this.changed()
    }
    this.#changes = new Changes(steps, kept?.rev)
    if (kept) this.#show(kept.rows, { atEnd: true, lastSeq: kept.lastSeq })
  }

  /** Oldest first, tombstones included (the view drops them), so that the edges for paging are exact. */
  get rows() {
    return this.#rows
  }
  get opened() {
    return this.#opened
  }
  /** The last question got no answer. `head()` after the reconnect asks anew. */
  get stalled() {
    return this.#changes.stalled
  }
  /** It is shown, and something is known to be missing. */
  get behind() {
    return this.#opened ? this.#changes.behind : this.#changes.stalled
  }
  get atStart() {
    return this.#atStart
  }
  get atEnd() {
    return this.#atEnd
  }
  /** `seq` of the room's newest message known of, in the window or not. */
  get lastSeq() {
    return this.#lastSeq
  }
  /** How many messages lie beyond the end of the window. */
  get unseen() {
    return Math.max(0, this.#lastSeq - (this.#rows.at(-1)?.seq ?? 0))
  }
  /** The end of the room, to be shown again another time. */
  get kept(): Kept<T> | undefined {
    const { rev } = this.#changes
    if (rev === undefined || !this.#atEnd) return undefined
    return { rows: this.#rows.slice(-this.#sizes.page), rev, lastSeq: this.#lastSeq }
  }

  /** Shows the window around `seq`, or the end of the room. What the window already shows is not asked again. */
  open(seq?: number): Promise<void> {
    if (this.#opened && (seq === undefined ? this.#atEnd : this.holds(seq))) return Promise.resolve()
    this.#place = seq
    return this.#changes.load()
  }

  holds(seq: number): boolean {
    const first = this.#rows[0]?.seq
    return first !== undefined && seq >= first && seq <= (this.#rows.at(-1)?.seq ?? 0)
  }

  /** Adds a page above. Does nothing while another question is on its way. */
  async older(): Promise<void> {
    const edge = this.#rows[0]
    if (!edge || this.#atStart || this.#changes.asking) return
    await this.#changes.ask(async () => {
      const page = await this.#find({ seq: { $lt: edge.seq }, $sort: { seq: -1 }, $limit: this.#sizes.page })
      this.#keep([...page.toReversed(), ...this.#rows], 'first')
      this.#atStart = (this.#rows[0]?.seq ?? 1) <= 1
    })
  }

  /** Adds a page below. Does nothing while another question is on its way. */
  async newer(): Promise<void> {
    const edge = this.#rows.at(-1)
    if (!edge || this.#atEnd || this.#changes.asking) return
    await this.#changes.ask(async () => {
      const page = await this.#find({ seq: { $gt: edge.seq }, $sort: { seq: 1 }, $limit: this.#sizes.page })
      this.#atEnd = page.length < this.#sizes.page
      this.#keep([...this.#rows, ...page], 'last')
    })
  }

  /**
   * Takes a `created`, `patched` or `removed` event: all three carry the whole row, a removal its tombstone.
   * Settles when the row is in its place, also if something before it had to be asked for.
   */
  receive(row: T): Promise<void> {
    if (row.roomId !== this.roomId) return Promise.resolve()
    this.#hear(row.seq)
    return this.#changes.receive(row)
  }

  /** The room's head, compared after every reconnect and once a minute: asks only if something was missed. */
  head(lastRev: number, lastSeq: number): Promise<void> {
    this.#hear(lastSeq)
    return this.#changes.head(lastRev)
  }

  /** Something of it is different now. For those who watch it. */
  protected changed() {
    // nobody watches
  }

  #hear(seq: number) {
    if (seq <= this.#lastSeq) return
    this.#lastSeq = seq
    this.changed()
  }

  async #load(): Promise<number> {
    const seq = this.#place
    const { page } = this.#sizes
    let rows: T[] = []
    if (seq !== undefined) {
      const above = Math.max(0, seq - 1 - Math.ceil(page / 2))
      rows = await this.#find({ seq: { $gt: above }, $sort: { seq: 1 }, $limit: page })
    }
    const around = rows.length > 0
    if (!around) rows = (await this.#find({ $sort: { seq: -1 }, $limit: page })).reverse()
    this.#show(rows, { atEnd: !around || rows.length < page, lastSeq: rows.at(-1)?.seq ?? 0 })
    this.reading = this.#atEnd ? undefined : seq
    return Math.max(0, ...rows.map(({ rev }) => rev))
  }

  /** More changes than one page holds are not worth fetching: the window is loaded anew, where it is read. */
  async #since(rev: number): Promise<readonly T[] | undefined> {
    const { changes } = this.#sizes
    const rows = await this.#find({ rev: { $gt: rev }, $sort: { rev: 1 }, $limit: changes })
    if (rows.length < changes) return rows
    this.#place = this.following ? undefined : this.reading
    return undefined
  }

  #show(rows: readonly T[], { atEnd, lastSeq }: { atEnd: boolean; lastSeq: number }) {
    this.#rows = rows
    this.#opened = true
    this.#atStart = (rows[0]?.seq ?? 1) <= 1
    this.#atEnd = atEnd
    this.following = atEnd
    this.#lastSeq = Math.max(this.#lastSeq, lastSeq)
  }

  #merge(changes: readonly T[]) {
    const rows = new Map(this.#rows.map((row) => [row.id, row]))
    const first = this.#rows[0]?.seq ?? 0
    const last = this.#rows.at(-1)?.seq ?? 0
    for (const row of changes) {
      const shown = rows.get(row.id)
      const belongs = shown ? row.rev > shown.rev : row.seq > last ? this.#atEnd : row.seq >= first
      if (belongs) rows.set(row.id, row)
    }
    this.#lastSeq = Math.max(this.#lastSeq, ...changes.map(({ seq }) => seq))
    this.#keep(
      [...rows.values()].sort((a, b) => a.seq - b.seq),
      this.following ? 'last' : 'first'
    )
    this.changed()
  }

  /** Keeps the window bounded, on the side that is being read. */
  #keep(rows: readonly T[], side: 'first' | 'last') {
    const most = this.#sizes.window
    if (rows.length > most && side === 'first') this.#atEnd = false
    if (rows.length > most && side === 'last') this.#atStart = false
    this.#rows = side === 'first' ? rows.slice(0, most) : rows.slice(-most)
  }

  async #find(query: Omit<LogQuery, 'roomId'>): Promise<T[]> {
    const { data } = await this.#source.find({ query: { roomId: this.roomId, ...query } })
    return data
  }
}
