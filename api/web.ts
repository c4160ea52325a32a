import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import type { Context, Middleware } from 'koa'
import { refusal } from './errors.ts'
import type { PageHead } from './services/campaigns/campaign-head.ts'

interface Asset {
  type: string
  bytes: Buffer
  /** Made by the build beside the file. */
  br?: Buffer
  gzip?: Buffer
}

/** What a page may do: everything from here, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "img-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  // text reaches the page as text; only Svelte makes elements, from templates that the build has seen
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html hearth-worker'
].join('; ')

/** The service worker fetches the files of the app from here, and nothing else. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'"

/**
 * The built web app, from memory: only what lay in the folder at start can be served, so no address can lead out of it.
 * Every address that is no file is the app itself, which knows what to show there.
 */
export const web = (
  folder: string,
  { headOf = async () => undefined, isInside = () => false }: Ways = {}
): Middleware => {
  const assets = load(folder)
  const together = scriptsIn(folder)
  return async (ctx, next) => {
    if (/^\/(api|socket\.io)(\/|$)/.test(ctx.path)) return next()
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw refusal('method_not_allowed')
    const asset = assets.get(ctx.path)
    if (asset) {
      if (ctx.path === '/sw.js') ctx.set('Content-Security-Policy', WORKER_POLICY)
      send(ctx, asset, ctx.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      return
    }
    const app = assets.get('/index.html')
    // a missing script must not become a page: the browser would try to run it
    if (!app || extname(ctx.path)) throw refusal('not_found')
    ctx.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    ctx.vary('Cookie')
    const scripts = isInside(ctx.headers) && together(ctx.path)
    if (scripts) ctx.set('Link', scripts)
    const head = await headOf(ctx.path)
    send(ctx, head ? withHead(app, head) : app, 'no-cache')
  }
}

interface Ways {
  /** The head of a page that anybody may see. */
  headOf?: (path: string) => Promise<PageHead | undefined>
  /** Whether it is somebody who was signed in, and so will see the house. */
  isInside?: (headers: IncomingHttpHeaders) => boolean
}

/** The scripts of the house, told with the page: a browser that has to find them one in the other asks five times in a row. */
const scriptsIn = (folder: string) => {
  const { house, room } = written(folder)
  const linked = (paths: string[]) => paths.map((path) => `<${path}>; rel=modulepreload`).join(', ')
  const [ofHouse, ofRoom] = [linked(house), linked(room)]
  return (path: string) => (path.startsWith('/r/') ? ofRoom : ofHouse)
}

const written = (folder: string): { house: string[]; room: string[] } => {
  try {
    return JSON.parse(readFileSync(join(folder, '.vite/together.json'), 'utf8')) as { house: string[]; room: string[] }
  } catch {
    return { house: [], room: [] } // not built
  }
}

/** The same page with a head of its own, and its words for browsers without JavaScript. Written anew each time, so not compressed. */
const withHead = ({ bytes }: Asset, { title, description, paragraphs, link }: PageHead): Asset => {
  const [name, about] = [escaped(title), escaped(description)]
  const tags = [
    `<title>${name}</title>`,
    `<meta name="description" content="${about}" />`,
    `<meta property="og:type" content="website" />`,
    `<meta property="og:title" content="${name}" />`,
    `<meta property="og:description" content="${about}" />`,
    `<meta name="twitter:card" content="summary" />`
  ]
  const way = `<p><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>`
  const words = [`<h1>${name}</h1>`, ...paragraphs.map((text) => `<p>${escaped(text)}</p>`), way]
  const page = bytes
    .toString('utf8')
    .replace(/<title>[^]*?<\/title>/, () => tags[0] ?? '')
    .replace(/<meta\s+name="description"[^>]*>/, () => tags.slice(1).join('\n    '))
    .replace(/<noscript>[^]*?<\/noscript>/, () => `<noscript>${words.join('\n')}</noscript>`)
  return { type: '.html', bytes: Buffer.from(page) }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

const send = (ctx: Context, { type, bytes, br, gzip }: Asset, caching: string) => {
  ctx.set('Cache-Control', caching)
  ctx.vary('Accept-Encoding')
  const encoding = ctx.acceptsEncodings(...(br ? ['br'] : []), ...(gzip ? ['gzip'] : []), 'identity')
  if (encoding === 'br' || encoding === 'gzip') ctx.set('Content-Encoding', encoding)
  ctx.type = type
  ctx.body = (encoding === 'br' && br) || (encoding === 'gzip' && gzip) || bytes
}

const load = (folder: string) => {
  const assets = new Map<string, Asset>()
  for (const file of filesIn(folder)) {
    const path = `/${relative(folder, file).split(sep).join('/')}`
    if (/\.(br|gz)$/.test(path) || path.startsWith('/.')) continue
    assets.set(path, { type: extname(path), bytes: readFileSync(file), ...compressed(file) })
  }
  return assets
}

const filesIn = (folder: string) => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return [] // not built: the API alone
  }
}

const compressed = (file: string): Pick<Asset, 'br' | 'gzip'> => {
  const read = (path: string) => {
    try {
      return readFileSync(path)
    } catch {
      return undefined
    }
  }
  return { br: read(`${file}.br`), gzip: read(`${file}.gz`) }
}
