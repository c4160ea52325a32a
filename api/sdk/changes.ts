/** What following a log needs of its entries. */
export interface Entry {
  readonly id: string
  readonly roomId: string
  /** place in the room: 1, 2, 3 … without gaps; never changes */
  readonly seq: number
  /** the room's change counter at this entry's latest creation, edit or deletion */
  readonly rev: number
}

/** How the one who follows gets at entries, and what is done with them. */
interface Steps<T> {
  /** Loads the state of now. @returns the newest `rev` that it holds */
  load(): Promise<number>
  /** What changed after `rev`, in the order of `rev`; nothing when everything was loaded anew instead. */
  since(rev: number): Promise<readonly T[] | undefined>
  /** Takes changes, in the order of `rev`. */
  apply(rows: readonly T[]): void
  /** True while no more can be taken: what comes is only noted, and asked for by `catchUp()`. */
  isFull?(): boolean
  /** A question was answered, or failed. */
  asked?(error?: unknown): void
}

/**
 * The changes of one room, each taken once and in the order of `rev`, whatever came late, twice, or not at all.
 *
 * Questions are asked one at a time. Events that come meanwhile are held and replayed after the answer, because the answer
 * may be older than they are. An event with the next `rev` is taken, a smaller one ignored, and a larger one asks once for
 * everything that is missing.
 */
export class Changes<T extends Entry> {
  readonly #steps: Steps<T>
  /** newest change taken; undefined until something is loaded */
  #rev: number | undefined
  /** newest change heard of */
  #heard = 0
  #held: T[] = []
  #asking: Promise<void> | undefined
  #stalled = false

  /** `rev` is the newest change that is known already. */
  constructor(steps: Steps<T>, rev?: number) {
    this.#steps = steps
    this.#rev = rev
  }

  /** The newest change taken. */
  get rev() {
    return this.#rev
  }
  get asking() {
    return this.#asking !== undefined
  }
  /** The last question got no answer. `head()` asks anew. */
  get stalled() {
    return this.#stalled
  }
  /** Something is known to be missing. */
  get behind() {
    return this.#stalled || this.#heard > (this.#rev ?? 0)
  }

  /** Everything heard of before the question is part of the answer. */
  load(): Promise<void> {
    return this.ask(async () => {
      await this.#load()
    })
  }

  /** Settles when the row is in its place, also if something before it had to be asked for. */
  receive(row: T): Promise<void> {
    this.#hear(row.rev)
    if (this.#asking) {
      this.#held.push(row)
      return this.#asking
    }
    this.#take(row)
    return this.catchUp()
  }

  /** The room's head, compared after every reconnect and once a minute: asks only if something was missed. */
  async head(rev: number): Promise<void> {
    this.#hear(rev)
    if (this.#asking) return this.#asking
    const missed = this.#stalled
    this.#stalled = false
    if (this.#rev === undefined && missed) await this.load()
    else await this.catchUp()
  }

  /** Asks for what is known to be missing. */
  async catchUp(): Promise<void> {
    if (this.#rev === undefined || this.#heard <= this.#rev || this.#steps.isFull?.()) return
    await this.ask(() => this.#fetch())
  }

  /** Asks one question after the other; a failed one is left to the next `head()`. */
  ask(question: () => Promise<void>): Promise<void> {
    const asking = (this.#asking ?? Promise.resolve()).then(async () => {
      let failure: unknown
      try {
        await question()
        this.#stalled = false
      } catch (error) {
        this.#stalled = true
        failure = error
      }
      if (this.#asking === asking) await this.#replay()
      this.#steps.asked?.(failure)
    })
    this.#asking = asking
    return asking
  }

  /** What was loaded holds everything up to here. */
  async #load() {
    const heard = this.#heard
    this.#rev = Math.max(heard, await this.#steps.load())
    this.#hear(this.#rev)
  }

  async #fetch() {
    while (this.#heard > (this.#rev ?? 0) && !this.#steps.isFull?.()) {
      const heard = this.#heard
      const rows = await this.#steps.since(this.#rev ?? 0)
      if (!rows) return this.#load()
      this.#rev = rows.at(-1)?.rev ?? heard
      this.#hear(this.#rev)
      this.#steps.apply(rows)
    }
  }

  /** Takes what was held in the order of its changes, and asks for what is still missing. */
  async #replay() {
    const held = this.#held.sort((a, b) => a.rev - b.rev)
    this.#held = []
    for (const row of held) this.#take(row)
    this.#asking = undefined
    if (!this.#stalled) await this.catchUp()
  }

  #take(row: T) {
    if (this.#rev === undefined || row.rev !== this.#rev + 1 || this.#steps.isFull?.()) return
    this.#rev = row.rev
    this.#steps.apply([row])
  }

  #hear(rev: number) {
    this.#heard = Math.max(this.#heard, rev)
  }
}
