/** What is used here of node-sqlite3 6 (lib/sqlite3.js), whose types leave out that a statement can be made without binding anything. */
interface Statement {
  all: Run
  run: Run
  finalize(): void
}
type Run = (bindings: readonly unknown[], done: Done) => void
type Done = (this: Changes, error: Error | null, rows?: unknown[]) => void
type Prepare = new (connection: object, sql: string, failed: (error: Error | null) => void) => Statement

/** What a statement has changed. */
interface Changes {
  lastID?: number
  changes?: number
}
export interface Answer {
  rows: unknown[] | undefined
  changed: Changes
}

/** So many statements of a connection are kept, those that were used last; lists of other lengths are other statements. */
const MOST = 100

/**
 * The statements of one connection. To compile one costs about as much as to run it, and one way more to SQLite's thread and back; so
 * those that come again are kept.
 */
export class Statements {
  readonly #kept = new Map<string, Statement>()
  readonly #connection: object
  readonly #Prepare: Prepare

  constructor(connection: object, prepare: unknown) {
    this.#connection = connection
    this.#Prepare = prepare as Prepare
  }

  /** `how`: whether rows are answered. @throws SQLite's error, with its `code` */
  ask(sql: string, bindings: readonly unknown[], how: 'all' | 'run') {
    return new Promise<Answer>((resolve, reject) => {
      const failed = (error: Error) => {
        this.#drop(sql)
        reject(error)
      }
      const statement =
        this.#kept.get(sql) ?? new this.#Prepare(this.#connection, sql, (error) => error && failed(error))
      this.#keep(sql, statement)
      statement[how](bindings, function (error, rows) {
        if (error) reject(error)
        else resolve({ rows, changed: { lastID: this.lastID, changes: this.changes } })
      })
    })
  }

  /** Lets go of all: a connection with statements cannot be closed. */
  end() {
    for (const sql of this.#kept.keys()) this.#drop(sql)
  }

  #keep(sql: string, statement: Statement) {
    this.#kept.delete(sql)
    this.#kept.set(sql, statement)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest !== undefined) this.#drop(oldest)
  }

  /** One that still runs ends first. */
  #drop(sql: string) {
    this.#kept.get(sql)?.finalize()
    this.#kept.delete(sql)
  }
}
