/** What a window needs of an entry of the log. */
export interface Entry {
  readonly id: string
  readonly roomId: string
  /** place in the room: 1, 2, 3 … without gaps; never changes */
  readonly seq: number
  /** the room's change counter at this entry's latest creation, edit or deletion */
  readonly rev: number
}

/** A plain Feathers query over indexed fields. */
export interface WindowQuery {
  roomId: string
  seq?: { $lt: number } | { $gt: number }
  rev?: { $gt: number }
  $sort: { seq: 1 | -1 } | { rev: 1 }
  $limit: number
}

/** `client.service('messages')` is one. Rows come in the order of `$sort`. */
export interface Source<T> {
  find(params: { query: WindowQuery }): Promise<{ data: T[] }>
}

/** Rows a page, changes a catch-up, and rows kept in the window. */
export const SIZES = { page: 50, changes: 500, window: 200 }

/**
 * One room's log as a window on an endless list that the server numbers.
 *
 * Questions are asked one at a time. Events that come meanwhile are held and replayed after the answer, because the answer
 * may be older than they are. So `rows` always hold every change up to `#rev`, whatever was late, lost or doubled.
 */
export class Timeline<T extends Entry> {
  readonly roomId: string
  /** The reader is at the end and stays there. Told by the scroller; says which side of the window is trimmed. */
  following = true
  /** `seq` of the row being read, told by the scroller: the place to come back to when too much was missed. */
  reading: number | undefined

  readonly #source: Source<T>
  readonly #sizes: typeof SIZES
  #rows = $state.raw<readonly T[]>([])
  #opened = $state(false)
  #stalled = $state(false)
  #atStart = $state(false)
  #atEnd = $state(false)
  #lastSeq = $state(0)
  /** newest change that the rows hold, and newest one heard of */
  #rev = 0
  #heard = 0
  #held: T[] = []
  /** where `open()` was asked to go */
  #place: number | undefined
  #asking: Promise<unknown> | undefined

  constructor(roomId: string, source: Source<T>, sizes = SIZES) {
    this.roomId = roomId
    this.#source = source
    this.#sizes = sizes
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
    return this.#stalled
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

  /** Shows the window around `seq`, or the end of the room. What the window already shows is not asked again. */
  open(seq?: number): Promise<void> {
    if (this.#opened && (seq === undefined ? this.#atEnd : this.holds(seq))) return Promise.resolve()
    this.#place = seq
    return this.#ask(() => this.#load(seq))
  }

  holds(seq: number): boolean {
    const first = this.#rows[0]?.seq
    return first !== undefined && seq >= first && seq <= (this.#rows.at(-1)?.seq ?? 0)
  }

  /** Adds a page above. Does nothing while another question is on its way. */
  async older(): Promise<void> {
    const edge = this.#rows[0]
    if (!edge || this.#atStart || this.#asking) return
    await this.#ask(async () => {
      const page = await this.#find({ seq: { $lt: edge.seq }, $sort: { seq: -1 }, $limit: this.#sizes.page })
      this.#keep([...page.toReversed(), ...this.#rows], 'first')
      this.#atStart = (this.#rows[0]?.seq ?? 1) <= 1
    })
  }

  /** Adds a page below. Does nothing while another question is on its way. */
  async newer(): Promise<void> {
    const edge = this.#rows.at(-1)
    if (!edge || this.#atEnd || this.#asking) return
    await this.#ask(async () => {
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
    this.#hear(row.rev, row.seq)
    if (!this.#opened && !this.#asking) return Promise.resolve()
    if (this.#asking) {
      this.#held.push(row)
      return this.#asking.then(() => undefined)
    }
    if (row.rev === this.#rev + 1) {
      this.#rev = row.rev
      this.#merge([row])
    }
    return this.#settle()
  }

  /** The room's head, compared after every reconnect and once a minute: asks only if something was missed. */
  async head(lastRev: number, lastSeq: number): Promise<void> {
    this.#hear(lastRev, lastSeq)
    if (this.#asking) {
      await this.#asking
      return
    }
    const missed = this.#stalled
    this.#stalled = false
    if (this.#opened) await this.#settle()
    else if (missed) await this.#ask(() => this.#load(this.#place))
  }

  #hear(rev: number, seq: number) {
    this.#heard = Math.max(this.#heard, rev)
    if (seq > this.#lastSeq) this.#lastSeq = seq
  }

  async #settle(): Promise<void> {
    if (this.#heard > this.#rev) await this.#ask(() => this.#catchUp())
  }

  /** Asks one question after the other; a failed one is left to the next `head()`. */
  #ask(question: () => Promise<void>): Promise<void> {
    const asking = (this.#asking ?? Promise.resolve()).then(async () => {
      try {
        await question()
        this.#stalled = false
      } catch {
        this.#stalled = true
      }
      if (this.#asking === asking) await this.#replay()
    })
    this.#asking = asking
    return asking
  }

  /** Applies what was held in the order of its changes, and asks for what is still missing. */
  async #replay(): Promise<void> {
    const held = this.#held.sort((a, b) => a.rev - b.rev)
    this.#held = []
    for (const row of held) {
      if (!this.#opened || row.rev !== this.#rev + 1) continue
      this.#rev = row.rev
      this.#merge([row])
    }
    this.#asking = undefined
    if (this.#opened && !this.#stalled) await this.#settle()
  }

  /** Everything heard of before the question is part of the answer, and so is everything up to its newest change. */
  async #load(seq?: number): Promise<void> {
    const heard = this.#heard
    const { page } = this.#sizes
    let rows: T[] = []
    if (seq !== undefined) {
      const above = Math.max(0, seq - 1 - Math.ceil(page / 2))
      rows = await this.#find({ seq: { $gt: above }, $sort: { seq: 1 }, $limit: page })
      this.#atEnd = rows.length < page
    }
    if (rows.length === 0) {
      rows = (await this.#find({ $sort: { seq: -1 }, $limit: page })).reverse()
      this.#atEnd = true
    }
    this.following = this.#atEnd
    this.reading = this.#atEnd ? undefined : seq
    this.#rows = rows
    this.#rev = Math.max(heard, ...rows.map((row) => row.rev))
    this.#hear(this.#rev, rows.at(-1)?.seq ?? 0)
    this.#atStart = (rows[0]?.seq ?? 1) <= 1
    this.#opened = true
  }

  /** Fetches everything that changed since the newest change shown: new, edited or deleted. */
  async #catchUp(): Promise<void> {
    const { changes } = this.#sizes
    while (this.#heard > this.#rev) {
      const rows = await this.#find({ rev: { $gt: this.#rev }, $sort: { rev: 1 }, $limit: changes })
      if (rows.length >= changes) return this.#load(this.following ? undefined : this.reading)
      this.#rev = rows.at(-1)?.rev ?? this.#heard
      for (const row of rows) this.#hear(row.rev, row.seq)
      this.#merge(rows)
    }
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
    this.#keep(
      [...rows.values()].sort((a, b) => a.seq - b.seq),
      this.following ? 'last' : 'first'
    )
  }

  /** Keeps the window bounded, on the side that is being read. */
  #keep(rows: readonly T[], side: 'first' | 'last') {
    const most = this.#sizes.window
    if (rows.length > most && side === 'first') this.#atEnd = false
    if (rows.length > most && side === 'last') this.#atStart = false
    this.#rows = side === 'first' ? rows.slice(0, most) : rows.slice(-most)
  }

  async #find(query: Omit<WindowQuery, 'roomId'>): Promise<T[]> {
    const { data } = await this.#source.find({ query: { roomId: this.roomId, ...query } })
    return data
  }
}
