/** What this needs of a Socket.IO socket. */
export interface Line {
  readonly connected: boolean
  /** connected, or about to be */
  readonly active: boolean
  on(event: 'connect' | 'disconnect', heard: () => void): unknown
  on(event: 'connect_error', heard: (error: Error & { data?: { code?: number } }) => void): unknown
  off(event: 'connect' | 'disconnect', heard: () => void): unknown
  off(event: 'connect_error', heard: (error: Error & { data?: { code?: number } }) => void): unknown
  connect(): unknown
  /** the manager, whose own timer gives way to ours, because it does not tell when it tries again */
  readonly io: { reconnection(on: boolean): unknown }
}

/** ms of trouble before anything is said, and before the wait is counted down */
const GRACE = 2_000
const LONG = 10_000
/** ms between two tries, at most: whoever waited longer would not be back 5 s after the server */
const FIRST = 1_000
const MOST = 4_000

/**
 * The line to the server: keeps it up, and says what the person needs to know about it. Nothing at all for 2 s, then
 * `reconnecting`, after 10 s `waiting` with the seconds to the next try; `offline` when the device itself is.
 */
export class Connection {
  #state = $state<'fine' | 'reconnecting' | 'waiting' | 'offline'>('fine')
  #connected = $state(false)
  #nextTry = $state(0)
  #tries = 0
  #brokenAt = 0
  #stopped = false
  #timers: ReturnType<typeof setTimeout>[] = []
  readonly #line: Line
  readonly #back: () => void

  /** `back` runs after every connect: compare heads, then send what waits. */
  constructor(line: Line, back: () => void) {
    this.#line = line
    this.#back = back
  }

  get state() {
    return this.#state
  }
  get connected() {
    return this.#connected
  }
  /** When the next try starts, in ms since 1970. */
  get nextTry() {
    return this.#nextTry
  }

  /** Connects and keeps connected until the returned function is called. */
  open(): () => void {
    const line = this.#line
    line.io.reconnection(false)
    line.on('connect', this.#onconnect)
    line.on('disconnect', this.#ondisconnect)
    line.on('connect_error', this.#onerror)
    document.addEventListener('visibilitychange', this.#onwake)
    addEventListener('online', this.#onwake)
    addEventListener('offline', this.#onoffline)
    this.#stopped = false
    if (line.connected) this.#onconnect()
    else {
      this.#broke()
      if (!line.active) line.connect()
    }
    return () => {
      this.#stopped = true
      this.#clear()
      line.off('connect', this.#onconnect)
      line.off('disconnect', this.#ondisconnect)
      line.off('connect_error', this.#onerror)
      document.removeEventListener('visibilitychange', this.#onwake)
      removeEventListener('online', this.#onwake)
      removeEventListener('offline', this.#onoffline)
    }
  }

  tryNow() {
    if (this.#line.connected || this.#stopped) return
    this.#clear()
    this.#watch()
    this.#nextTry = Date.now()
    this.#line.connect()
  }

  readonly #onconnect = () => {
    this.#clear()
    this.#tries = 0
    this.#brokenAt = 0
    this.#connected = true
    this.#state = 'fine'
    this.#back()
  }

  readonly #ondisconnect = () => {
    this.#connected = false
    this.#broke()
    this.#later()
  }

  /** A refused sign-in is for the session to tell; trying again would not help. */
  readonly #onerror = (error: Error & { data?: { code?: number } }) => {
    this.#connected = false
    if (error.data?.code === 401) this.#clear()
    else this.#later()
  }

  /** Another net, or another day: how often it failed before says nothing about it. */
  readonly #onwake = () => {
    if (document.visibilityState !== 'visible') return
    this.#tries = 0
    this.tryNow()
  }

  readonly #onoffline = () => {
    if (!this.#line.connected) this.#state = 'offline'
  }

  #broke() {
    this.#brokenAt ||= Date.now()
    this.#watch()
  }

  /** Looks at the trouble again when it begins to matter. */
  #watch() {
    const since = Date.now() - this.#brokenAt
    for (const after of [GRACE, LONG]) {
      if (after > since)
        this.#timers.push(
          setTimeout(() => {
            this.#tell()
          }, after - since)
        )
    }
  }

  #tell() {
    if (this.#line.connected) return
    const long = Date.now() - this.#brokenAt >= LONG
    this.#state = !navigator.onLine ? 'offline' : long ? 'waiting' : 'reconnecting'
  }

  /** The next try: 1 s doubling up to 4 s, of which a half is left to chance so that not everybody comes back at once. */
  #later() {
    if (this.#stopped) return
    const pause = Math.min(MOST, FIRST * 2 ** this.#tries++) * (0.5 + Math.random() / 2)
    this.#nextTry = Date.now() + pause
    this.#timers.push(
      setTimeout(() => {
        this.tryNow()
      }, pause)
    )
  }

  #clear() {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers = []
  }
}
