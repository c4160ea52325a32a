import type { AuthenticationData, AuthenticationResult, Paginated, Session as Device, User, UserData } from '$sdk'
import { asPublicError, del, get, post, type PublicError } from '../../lib/http.ts'
import { storage } from '../../lib/storage.ts'

/** A way to bring what is missing beside the password. */
export type SecondFactor = NonNullable<AuthenticationResult['secondFactors']>[number]

/** What the session needs of a socket; `socket` of lib/api.ts is one. */
export interface SocketLine {
  on(event: LineEvent, listener: (said: { reason?: string; data?: unknown }) => void): unknown
  off(event: LineEvent, listener: (said: { reason?: string; data?: unknown }) => void): unknown
}
type LineEvent = 'connect' | 'session ended' | 'connect_error'

/** What the tabs of one browser tell each other. */
type News = { ended: true } | { began: string }

/** Where the page goes, so that tests need no browser. */
interface Door {
  leave(to: string): void
  tabs: Pick<BroadcastChannel, 'postMessage' | 'onmessage'> | undefined
}

/** ms that the server has to say who is here, before the one who was here last may read what this browser kept */
const PATIENCE = 1_000

export const WHY: Record<string, string> = {
  signed_out: 'You are signed out. See you soon.',
  elsewhere: 'You signed out in another window.',
  ended: 'This device was signed out. Please sign in again.',
  suspended: 'This account is suspended. Ask those who run this community.',
  deleted: 'Your account is deleted.'
}

/**
 * Who sits in front of this page. It lives without the socket, so that the sign-in page stays small. A page has one person at
 * most: when a session ends the page is loaded anew, and with it goes everything it had in memory.
 */
export class Session {
  #state = $state<'starting' | 'signedOut' | 'signedIn' | 'unreachable'>('starting')
  #userId = $state('')
  #user = $state.raw<User>()
  readonly #endings: (() => unknown)[] = []
  readonly #door: Door
  #leaving = false
  #signingOut = false

  constructor(door: Door) {
    this.#door = door
    if (door.tabs) door.tabs.onmessage = ({ data }: MessageEvent<News>) => this.#hear(data)
  }

  get state() {
    return this.#state
  }
  /** Empty while nobody is signed in. */
  get userId() {
    return this.#userId
  }
  /** The private account; comes a moment after `userId`. */
  get user() {
    return this.#user
  }
  /** Has something to do in the administration: keeps order or the books, or runs the community. */
  get hasOffice() {
    return this.#user !== undefined && this.#user.role !== 'member'
  }
  /** Runs the community. */
  get isAdmin() {
    return this.#user?.role === 'owner' || this.#user?.role === 'admin'
  }

  /**
   * Finds out who is signed in. Asks the server only if somebody was, the last time this browser was here. When it does not answer
   * soon, that one may read what is kept here; the server has the last word when it does.
   */
  async start() {
    const known = storage.get<string | true>('signedIn')
    if (!known) {
      this.#state = 'signedOut'
      return
    }
    const asked = this.#ask()
    if (known === true) return asked
    await Promise.race([asked, new Promise((done) => setTimeout(done, PATIENCE))])
    if (this.#state === 'starting' || this.#state === 'unreachable') this.#begin(known)
  }

  async #ask() {
    try {
      const { data } = await get<Paginated<Device>>('/api/sessions?current=true')
      const [device] = data
      // somebody else has signed in here since: nothing of this page is theirs
      const isOther = this.#userId !== '' && this.#userId !== device?.userId
      if (!device || isOther) await this.#forget()
      else {
        this.#begin(device.userId)
        await this.#loadUser()
      }
    } catch (thrown) {
      if (asPublicError(thrown).code === 401) await this.#forget()
      else if (this.#state === 'starting') this.#state = 'unreachable'
    }
  }

  /**
   * By password, code or passkey. @returns what is still missing: the ways to bring a second factor, or nothing
   * @throws {PublicError} `invalid_login` when e-mail or password are wrong
   */
  async signIn(credentials: AuthenticationData): Promise<readonly SecondFactor[]> {
    const { user, secondFactors } = await post<AuthenticationResult>('/api/authentication', credentials)
    if (secondFactors) return secondFactors
    this.#user = user
    storage.set('signedIn', user.id)
    this.#door.tabs?.postMessage({ began: user.id } satisfies News)
    return []
  }

  /**
   * Makes the account and signs it in; the page follows when `enter()` is called. @throws {PublicError}
   * @returns false when it must first be confirmed by mail, or approved
   */
  async signUp(data: UserData) {
    const { admittedAt } = await post<User>('/api/users', data)
    if (admittedAt === null) return false
    await this.signIn({ strategy: 'local', email: data.email, password: data.password })
    return true
  }

  /** Opens the house for the one who has just signed in. */
  enter() {
    if (this.#user) this.#begin(this.#user.id)
  }

  /** Ends this session on the server and forgets what this browser knew. */
  async signOut() {
    this.#signingOut = true
    try {
      await del('/api/authentication')
    } catch (thrown) {
      // An ended session cannot be ended again; anything else means that the cookie is still good.
      if (asPublicError(thrown).code !== 401) throw thrown
    } finally {
      this.#signingOut = false
    }
    this.#door.tabs?.postMessage({ ended: true } satisfies News)
    await this.#end('signed_out')
  }

  /** The account as the server stored it after a change. */
  renew(user: User) {
    this.#user = user
  }

  /** Runs when the person is signed out: what must be forgotten and is not in the page's memory. */
  onEnd(forget: () => unknown) {
    this.#endings.push(forget)
  }

  /** Notices when the session ends from elsewhere. @returns its cleanup */
  listen(line: SocketLine) {
    // The server cuts the socket before it answers the one who signs out: that answer decides there.
    const ended = ({ reason }: { reason?: string }) => {
      const why = reason === 'signed_out' ? 'elsewhere' : reason
      if (!this.#signingOut) void this.#end(why && why in WHY ? why : 'ended')
    }
    const refused = ({ data }: { data?: unknown }) => {
      if ((data as PublicError | undefined)?.code === 401) ended({})
    }
    const back = () => {
      if (!this.#user) this.#loadUser().catch(() => undefined)
    }
    line.on('connect', back)
    line.on('session ended', ended)
    line.on('connect_error', refused)
    return () => {
      line.off('connect', back)
      line.off('session ended', ended)
      line.off('connect_error', refused)
    }
  }

  #begin(userId: string) {
    this.#userId = userId
    this.#state = 'signedIn'
    storage.set('signedIn', userId)
  }

  async #loadUser() {
    this.#user = await get<User>(`/api/users/${this.#userId}`)
  }

  /** The one who was here has no session any more. */
  async #forget() {
    if (this.#userId) await this.#end('ended')
    else {
      await storage.clearPrivate()
      this.#state = 'signedOut'
    }
  }

  #hear(news: News) {
    if ('ended' in news && this.#userId) void this.#end('elsewhere')
    if ('began' in news && news.began !== this.#userId) this.#door.leave('/')
  }

  async #end(why: keyof typeof WHY) {
    if (this.#leaving) return
    this.#leaving = true
    await Promise.allSettled(this.#endings.map((forget) => forget()))
    await storage.clearPrivate()
    this.#door.leave(`/sign-in?why=${why}`)
  }
}

export const session = new Session({
  leave: (to) => location.assign(to),
  tabs: typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('hearth.session')
})
