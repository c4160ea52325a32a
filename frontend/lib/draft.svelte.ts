const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Edits over a stored record that may itself change meanwhile: fields that nobody touched follow the record.
 * `bind:value={() => draft.value.bio, (bio) => draft.set('bio', bio)}`
 */
export class Draft<T extends object> {
  #edits = $state.raw<Partial<T>>({})
  readonly #read: () => T

  constructor(read: () => T) {
    this.#read = read
  }

  /** The record as it would be. */
  get value(): T {
    return { ...this.#read(), ...this.#edits }
  }

  /** Only what differs from the record. */
  get changes(): Partial<T> {
    const stored = this.#read()
    const entries = Object.entries(this.#edits).filter(([name, value]) => !same(stored[name as keyof T], value))
    return Object.fromEntries(entries) as Partial<T>
  }

  get dirty() {
    return Object.keys(this.changes).length > 0
  }

  set<K extends keyof T>(name: K, value: T[K]) {
    this.#edits = { ...this.#edits, [name]: value }
  }

  reset() {
    this.#edits = {}
  }
}
