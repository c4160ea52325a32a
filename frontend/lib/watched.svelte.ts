/** Something that changes without telling, looked at again and again while somebody looks. */
export class Watched<T> {
  #now = $state.raw<T>()
  readonly #ask: () => Promise<T | undefined>
  readonly #every: number

  /** `every` is in ms. */
  constructor(ask: () => Promise<T | undefined>, every: number) {
    this.#ask = ask
    this.#every = every
  }

  get now() {
    return this.#now
  }

  /** @throws {PublicError} */
  load = async () => {
    this.#now = await this.#ask()
  }

  /** @returns its cleanup */
  start() {
    const look = () => {
      // who does not look needs no news
      if (document.visibilityState === 'visible') this.load().catch(() => undefined)
    }
    const timer = setInterval(look, this.#every)
    return () => clearInterval(timer)
  }
}
