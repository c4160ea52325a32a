import { asPublicError } from './http.ts'

/** The state of one form: what is wrong with which field, and whether it is on its way. Fields are named as in the schema. */
export class Form {
  #errors = $state.raw<Readonly<Record<string, string | undefined>>>({})
  #message = $state('')
  #reason = $state<string>()
  #pending = $state(false)

  /** By the field's name. */
  get errors() {
    return this.#errors
  }
  /** What is wrong with the whole, when no field is to blame. */
  get message() {
    return this.#message
  }
  /** The stable word of the last refusal. */
  get reason() {
    return this.#reason
  }
  get pending() {
    return this.#pending
  }

  /** Marks fields as wrong without asking the server. */
  refuse(errors: Record<string, string>) {
    this.clear()
    this.#errors = errors
  }

  /** Forgets what was wrong: the form starts anew. */
  clear() {
    this.#errors = {}
    this.#message = ''
    this.#reason = undefined
  }

  /** The field is being mended: its error has done its work. */
  mend(name: string) {
    if (this.#errors[name]) this.#errors = { ...this.#errors, [name]: undefined }
  }

  /**
   * Runs `work` once at a time. A refusal is spread over the `names` that the form has; what fits none goes to `message`.
   * @returns whether it went through
   */
  async run(work: () => Promise<unknown>, names: readonly string[]) {
    if (this.#pending) return false
    this.#pending = true
    this.clear()
    try {
      await work()
      return true
    } catch (thrown) {
      const error = asPublicError(thrown)
      const found = (error.errors ?? []).map(({ path, message }) => [fieldOf(path), message] as const)
      const known = found.filter(([name]) => names.includes(name))
      this.#errors = Object.fromEntries(known)
      this.#message = known.length > 0 && known.length === found.length ? '' : error.message
      this.#reason = error.data?.reason
      return false
    } finally {
      this.#pending = false
    }
  }
}

/** `/links/0` belongs to the field `links`. */
const fieldOf = (path: string) => path.split('/').find(Boolean) ?? ''
