import type { Entry, LogQuery, Source } from '../../api/client.ts'

export interface Row extends Entry {
  readonly text: string
  readonly deletedAt: number | null
}

export const row = (seq: number, rev = seq, more: Partial<Row> = {}): Row => ({
  id: `m${seq}`,
  roomId: 'r',
  seq,
  rev,
  text: `t${seq}`,
  deletedAt: null,
  ...more
})

interface Question {
  query: LogQuery
  /** what the server saw when the question reached it */
  answer?: Row[]
  resolve: (page: { data: Row[] }) => void
  reject: (error: Error) => void
}

/** A room that answers the questions of a log: at once, or (`slow`) when the test lets it. */
export class LogServer implements Source<Row> {
  readonly asked: LogQuery[] = []
  readonly rows: Row[]
  lastRev: number
  slow = false
  #open: Question[] = []

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, i) => row(i + 1))
    this.lastRev = count
  }

  /** Adds a message; the caller decides whether its event arrives. */
  add(): Row {
    return this.#store(row(this.rows.length + 1, ++this.lastRev))
  }

  edit(seq: number): Row {
    return this.#store({ ...this.#at(seq), rev: ++this.lastRev, text: `edit ${this.lastRev}` })
  }

  erase(seq: number): Row {
    return this.#store({ ...this.#at(seq), rev: ++this.lastRev, text: '', deletedAt: 1 })
  }

  find({ query }: { query: LogQuery }): Promise<{ data: Row[] }> {
    this.asked.push(query)
    if (!this.slow) return Promise.resolve({ data: this.#look(query) })
    return new Promise((resolve, reject) => this.#open.push({ query, resolve, reject }))
  }

  /** The oldest question reaches the server: this is what it sees. */
  see() {
    const question = this.#open.find(({ answer }) => !answer)
    if (question) question.answer = this.#look(question.query)
  }

  /** The oldest answer arrives. */
  answer() {
    if (!this.#open[0]?.answer) this.see()
    const question = this.#open.shift()
    question?.resolve({ data: question.answer ?? [] })
  }

  /** The line is lost: the oldest question gets no answer. */
  lose() {
    this.#open.shift()?.reject(new Error('operation has timed out'))
  }

  #at(seq: number): Row {
    const found = this.rows[seq - 1]
    if (!found) throw new RangeError(`no message ${seq}`)
    return found
  }

  #store(row: Row): Row {
    this.rows[row.seq - 1] = row
    return row
  }

  #look({ seq, rev, $sort, $limit }: LogQuery): Row[] {
    const { $lt = Infinity, $gt = 0 } = (seq ?? {}) as { $lt?: number; $gt?: number }
    const direction = 'seq' in $sort ? $sort.seq : 1
    return this.rows
      .filter((row) => row.seq < $lt && row.seq > $gt && row.rev > (rev?.$gt ?? -1))
      .sort((a, b) => ('rev' in $sort ? a.rev - b.rev : (a.seq - b.seq) * direction))
      .slice(0, $limit)
  }
}

/** All that was promised has happened. */
export const settled = () => new Promise((done) => setImmediate(done))
