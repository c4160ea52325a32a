import type { Component } from 'svelte'
import { arrive, reloadOnce, transition } from './page-turn.ts'
import { matcher, type Params } from './routes.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each page has props of its own: the params of its address
export type Page = Component<any>
/** A page, fetched when it is first wanted. */
export type Load = () => Promise<{ default: Page }>

interface Place {
  path: string
  query: URLSearchParams
  params: Params
  page: Page | undefined
}

/** Kept in each history entry: how many entries lie before it. */
interface Entry {
  depth: number
}

class Router {
  #place = $state.raw<Place>({ path: '', query: new URLSearchParams(), params: {}, page: undefined })
  #failed = $state(false)
  #match: ReturnType<typeof matcher<Load>> = () => undefined
  #missing: Load | undefined
  #guard: (() => boolean | Promise<boolean>) | undefined
  #depth = 0
  #latest = 0
  readonly #scrolls = new Map<number, number>()

  get path() {
    return this.#place.path
  }
  get query() {
    return this.#place.query
  }
  get params() {
    return this.#place.params
  }
  /** The page's component; undefined while the first one is on its way. */
  get page() {
    return this.#place.page
  }
  /** The page's code could not be fetched; `retry()` tries again. */
  get failed() {
    return this.#failed
  }
  /** Whether "back" stays on this site. */
  get canGoBack() {
    return this.#place.path !== '' && this.#depth > 0
  }

  /** Begins to follow links and the history. @returns what ends it */
  start(table: Record<string, Load>, missing: Load) {
    this.#match = matcher(table)
    this.#missing = missing
    this.#depth = (history.state as Entry | null)?.depth ?? 0
    history.replaceState({ depth: this.#depth }, '')
    const stop = new AbortController()
    const { signal } = stop
    document.addEventListener('click', (event) => this.#click(event), { signal })
    document.addEventListener('pointerover', (event) => this.#preload(event), { signal, passive: true })
    document.addEventListener('focusin', (event) => this.#preload(event), { signal })
    addEventListener('popstate', (event) => void this.#pop(event.state as Entry | null), { signal })
    addEventListener('vite:preloadError', reloadOnce, { signal })
    void this.#show({ first: true })
    return () => stop.abort()
  }

  /** Goes to an address of this site, unless somebody has unsaved work and stays. */
  async go(to: string, { replace = false } = {}) {
    const url = new URL(to, location.href)
    if (url.href === location.href) return
    if (!(await this.#mayLeave(url))) return
    if (replace) history.replaceState({ depth: this.#depth }, '', url)
    else {
      this.#keepScroll()
      history.pushState({ depth: ++this.#depth }, '', url)
    }
    await this.#show()
  }

  /** One page back, or to `otherwise` when one came here from outside. */
  back(otherwise = '/') {
    if (this.canGoBack) history.back()
    else void this.go(otherwise, { replace: true })
  }

  retry() {
    void this.#show()
  }

  /** Fetches the code of a page that is likely to be wanted. */
  preload(path: string) {
    this.#match(path)
      ?.route()
      .catch(() => undefined)
  }

  /** Asks `mayLeave` before every navigation. @returns what takes it away again */
  hold(mayLeave: () => boolean | Promise<boolean>) {
    this.#guard = mayLeave
    return () => {
      if (this.#guard === mayLeave) this.#guard = undefined
    }
  }

  async #mayLeave(to: URL) {
    if (to.pathname === this.#place.path) return true
    return (await this.#guard?.()) ?? true
  }

  async #pop(entry: Entry | null) {
    const depth = entry?.depth ?? 0
    if (depth === this.#depth) return this.#show()
    if (!(await this.#mayLeave(new URL(location.href)))) {
      history.go(this.#depth - depth)
      return
    }
    this.#keepScroll()
    this.#depth = depth
    await this.#show({ scroll: this.#scrolls.get(depth) })
  }

  #click(event: MouseEvent) {
    const link = linkOf(event)
    if (!link || event.button !== 0 || event.defaultPrevented) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if ((link.target && link.target !== '_self') || link.hasAttribute('download') || link.origin !== location.origin)
      return
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return
    if (!this.#match(link.pathname)) return
    event.preventDefault()
    void this.go(link.href)
  }

  #preload(event: Event) {
    const link = linkOf(event)
    if (link?.origin === location.origin) this.preload(link.pathname)
  }

  async #show({ first = false, scroll = 0 } = {}) {
    const turn = ++this.#latest
    const { pathname, search } = location
    const match = this.#match(pathname)
    const load = match?.route ?? this.#missing
    try {
      const page = (await load?.())?.default
      if (turn !== this.#latest) return
      const moved = pathname !== this.#place.path
      const place = { path: pathname, query: new URLSearchParams(search), params: match?.params ?? {}, page }
      await transition(moved && !first, () => {
        this.#place = place
        this.#failed = false
      })
      if (moved && !first) arrive(scroll)
    } catch {
      if (turn === this.#latest) this.#failed = true
    }
  }

  #keepScroll() {
    this.#scrolls.set(this.#depth, document.querySelector('[data-scroll]')?.scrollTop ?? 0)
  }
}

const linkOf = ({ target }: Event) => (target instanceof Element ? target.closest('a') : null)

export const router = new Router()
