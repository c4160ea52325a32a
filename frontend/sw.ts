/**
 * The service worker: serves the app itself when there is no line, so that what was read last can be read again. It holds the
 * files of one build, the same for everybody; what belongs to an account (/api, /files) never passes through it.
 * The build turns this file into /sw.js and puts in the list of files (build/service-worker.ts).
 */
declare const FILES: readonly string[]
declare const VERSION: string

/** As much of a service worker's global as is used here: TypeScript's types for it cannot stand beside those of a page. */
interface Scope {
  addEventListener<E>(name: string, heard: (event: E) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  location: Location
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void
}
interface Asked extends Lasting {
  request: Request
  respondWith(answer: Promise<Response>): void
}

const worker = self as unknown as Scope
const PREFIX = 'hearth-app-'
const CACHE = PREFIX + VERSION
/** ms that the server has to answer with the newest page */
const PATIENCE = 3_000
/** What is no page of the app, though a browser may open it. */
const ELSEWHERE = /^\/(api|files|docs|openapi\.json|sandbox|webhooks|health|metrics|socket\.io|exports|receipts)(\/|$)/

/** Files with a hash in their names are the same in every build that has them. */
const stored = async (cache: Cache, file: string) => {
  const known = file.startsWith('/assets/') ? await caches.match(file) : undefined
  const response = known ?? (await fetch(file, { cache: 'no-cache' }))
  if (!response.ok) throw new Error(`${file}: ${String(response.status)}`)
  await cache.put(file, response)
}

worker.addEventListener<Lasting>('install', (event) => {
  const install = async () => {
    const cache = await caches.open(CACHE)
    await Promise.all(FILES.map((file) => stored(cache, file)))
  }
  event.waitUntil(install())
})

worker.addEventListener<Lasting>('activate', (event) => {
  const activate = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
    await Promise.all(old.map((name) => caches.delete(name)))
    await worker.clients.claim()
  }
  event.waitUntil(activate())
})

/** The page asks for it when its reader is ready for the new version. */
worker.addEventListener<MessageEvent>('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting()
})

/** The page as the server has it now, or the one that is kept when it does not answer. */
const page = async (request: Request) => {
  const kept = await caches.match('/', { cacheName: CACHE })
  if (!kept) return fetch(request)
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) })
    // a proxy that stands before a stopped server has a page of its own
    return response.status >= 502 ? kept : response
  } catch {
    return kept
  }
}

const file = async (request: Request) => (await caches.match(request, { cacheName: CACHE })) ?? fetch(request)

worker.addEventListener<Asked>('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (request.mode === 'navigate' && !ELSEWHERE.test(pathname)) event.respondWith(page(request))
  else if (pathname !== '/' && FILES.includes(pathname)) event.respondWith(file(request))
})

export {}
