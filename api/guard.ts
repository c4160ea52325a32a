import type { Middleware } from 'koa'
import type { Application, FeathersSocket, HookContext, NextFunction } from './declarations.ts'
import { refusal, toPublic, translate } from './errors.ts'
import { clearedCookies } from './services/authentication/cookie.ts'
import type { Pace } from './lines.ts'
import { isNews } from './trouble.ts'
import { isId } from './validators.ts'

/** No body of a call is larger than this; pictures have their own door. */
export const MOST_BODY_BYTES = 64 * 1024
const MOST_DEPTH = 8

/** Names that every object has: as a path or a key they would reach into JavaScript instead of into data. */
const RESERVED = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype'])
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** Answers every failure of an HTTP request in the contract's one shape. */
export const answerErrors =
  (app: Application): Middleware =>
  async (ctx, next) => {
    try {
      await next()
      if (ctx.body === undefined && ctx.status === 404) throw refusal('not_found')
    } catch (error) {
      if (translate(error).unexpected || isNews(error))
        app.get('logger').error({ err: error, path: ctx.path }, 'request failed')
      const told = toPublic(error)
      if (told.code === 405) ctx.set('Allow', 'GET, POST, PATCH, DELETE')
      if (typeof told.data.retryAfter === 'number') ctx.set('Retry-After', String(told.data.retryAfter))
      // a browser cannot forget an HttpOnly cookie by itself, and would present the ended session for ever
      if (ENDED.has(told.data.reason)) {
        const cleared = clearedCookies(app, ctx.headers)
        if (cleared.length > 0) ctx.set('Set-Cookie', cleared)
      }
      // a body that nobody reads to its end would stand before the next request of this connection for ever
      if (!ctx.req.complete) ctx.set('Connection', 'close')
      ctx.status = told.code
      ctx.body = told
    }
  }

const ENDED = new Set<unknown>(['session_ended', 'invalid_token'])

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS'])

/** Looks at a request before anything else reads it: its address, its method, and that its body is small UTF-8 JSON. */
export const guardRequest = (): Middleware => async (ctx, next) => {
  if (!METHODS.has(ctx.method)) throw refusal('method_not_allowed')
  const segments = pathSegments(ctx.path)
  if (segments.some((segment) => RESERVED.has(segment))) throw refusal('not_found')
  if (segments.some((segment) => segment.includes('\0') || segment.includes('/'))) throw refusal('invalid_path')
  if (Number(ctx.get('content-length')) > 0 || ctx.get('transfer-encoding')) {
    if (!ctx.is('application/json')) throw refusal('unsupported_media_type')
    if (!/^(|identity)$/.test(ctx.get('content-encoding'))) throw refusal('unsupported_encoding')
    if (!/^(|utf-?8)$/i.test(ctx.request.charset)) throw refusal('unsupported_media_type')
    ;(ctx.request as { body?: unknown }).body = await readJson(ctx.req)
  }
  return next()
}

const pathSegments = (path: string) => {
  try {
    return path.split('/').map(decodeURIComponent)
  } catch {
    throw refusal('invalid_path')
  }
}

const readJson = async (request: AsyncIterable<Buffer>): Promise<unknown> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > MOST_BODY_BYTES) throw refusal('body_too_large')
    chunks.push(chunk)
  }
  const text = utf8(Buffer.concat(chunks))
  try {
    return JSON.parse(text, keepOwnKeys)
  } catch (error) {
    // the parser calls `keepOwnKeys` level by level, until there is no room for one more
    if (error instanceof RangeError) throw refusal('too_deep')
    throw error instanceof SyntaxError ? refusal('invalid_json') : error
  }
}

/** JSON.parse makes "__proto__" an ordinary key, which any later copy would turn into the prototype. */
const keepOwnKeys = (key: string, value: unknown) => {
  if (FORBIDDEN_KEYS.has(key)) throw refusal('forbidden_key')
  return value
}

const utf8 = (bytes: Buffer) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw refusal('invalid_encoding')
  }
}

const SOCKET_METHODS = new Set(['find', 'get', 'create', 'patch', 'remove'])
/** Where each method has its query: behind id and data. */
const QUERY_AT: Record<string, number> = { find: 0, get: 1, create: 1, patch: 2, remove: 1 }

/** Looks at every packet of a socket before Feathers does, and gives every failure the contract's shape. */
export const guardSocket = (socket: FeathersSocket, pace: Pace) => {
  socket.use((packet, next) => {
    const [event, path] = packet
    // a call that nobody waits for is a call all the same
    if (typeof packet.at(-1) !== 'function') packet.push(() => undefined)
    const tell = packet.at(-1) as (error: unknown, result?: unknown) => void
    const fail = (error: unknown) => tell(toPublic(error))
    if (!pace.take()) {
      fail(refusal('rate_limited', { retryAfter: 1 }))
      // who does not listen is cut, after the answer
      if (pace.isDeaf()) setImmediate(() => socket.disconnect(true))
      return
    }
    if (!SOCKET_METHODS.has(event)) return fail(refusal('unknown_event'))
    if (typeof path !== 'string' || path.split('/').some((segment) => RESERVED.has(segment)))
      return fail(refusal('not_found'))
    const args = packet.slice(2, -1)
    const query: unknown = args[QUERY_AT[event] ?? 0]
    if (args.length > (QUERY_AT[event] ?? 0) + 1) return fail(refusal('too_many_arguments'))
    if (query !== undefined && query !== null && !isPlain(query)) return fail(refusal('invalid_query'))
    packet[packet.length - 1] = (error: unknown, result: unknown) => (error ? fail(error) : tell(null, result))
    next()
  })
}

/** Around all service calls: what goes wrong inside becomes an error of the catalogue, and is logged if it was our fault. */
export const translateErrors = async (context: HookContext, next: NextFunction) => {
  try {
    await next()
  } catch (thrown) {
    const { error, unexpected } = translate(thrown)
    const { app, path, method } = context
    if (unexpected || isNews(thrown)) app.get('logger').error({ err: thrown, path, method }, 'call failed')
    throw error
  }
}

/** First around hook of all services: what the caller sent has the right kind before any service sees it. */
export const guardCall = async (context: HookContext, next: NextFunction) => {
  const { method, params } = context
  const id = context.id as unknown
  if (!params.provider) return next()
  if (['get', 'patch', 'remove'].includes(method)) {
    const logOut = context.path === 'authentication' && (id === null || id === undefined)
    if ((id === null || id === undefined) && method !== 'get' && !logOut) throw refusal('multi_not_allowed')
    if (!isId(id) && !logOut) throw refusal('invalid_id')
    if (logOut) context.id = null as never
  }
  if (method === 'create' || method === 'patch') {
    if (!isPlain(context.data)) throw refusal(params.provider === 'rest' ? 'body_not_object' : 'data_not_object')
    refuseShape(context.data, MOST_DEPTH)
  }
  refuseShape(params.query, MOST_DEPTH)
  return next()
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as never)

/** Plain JSON values only, not too deep, and no key that would reach into JavaScript. */
const refuseShape = (value: unknown, depth: number): void => {
  if (typeof value !== 'object' || value === null) return
  if (depth === 0) throw refusal('too_deep')
  if (!Array.isArray(value) && !isPlain(value)) throw refusal('invalid_data')
  for (const [key, part] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw refusal('forbidden_key')
    refuseShape(part, depth - 1)
  }
}
