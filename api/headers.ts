import type { IncomingHttpHeaders } from 'node:http'
import type { Middleware } from 'koa'
import { originsOf } from './configuration.ts'
import type { Application } from './declarations.ts'
import { refusal } from './errors.ts'

/** A year (s). */
const HSTS = 'max-age=31536000; includeSubDomains'

/** What a browser may do with an answer of ours: as little as possible. Pages and pictures add a policy of their own. */
export const secureHeaders =
  (app: Application): Middleware =>
  (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()'
    })
    if (app.get('publicOrigin')().startsWith('https:')) ctx.set('Strict-Transport-Security', HSTS)
    return next()
  }

/**
 * Pages of the origins that are configured may call the API as any other program may: by bearer token. Browsers are never told
 * to send our cookie along.
 */
export const crossOrigin =
  (app: Application): Middleware =>
  (ctx, next) => {
    const origin = ctx.get('origin')
    if (!ctx.path.startsWith('/api/') || !origin || !originsOf({ origins: app.get('origins') }).includes(origin))
      return next()
    ctx.vary('Origin')
    ctx.set({ 'Access-Control-Allow-Origin': origin, 'Cross-Origin-Resource-Policy': 'cross-origin' })
    if (ctx.method !== 'OPTIONS') return next()
    ctx.set({
      'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'authorization, content-type',
      'Access-Control-Max-Age': '600'
    })
    ctx.status = 204
    return undefined
  }

/** With PUBLIC_URL, requests for other names are not for us: answering them would let other sites borrow our address. */
export const ownHost =
  (app: Application): Middleware =>
  (ctx, next) => {
    if (!isOwnHost(app, ctx.host)) throw refusal('bad_host')
    return next()
  }

export const isOwnHost = (app: Application, host: string | undefined) => {
  const publicUrl = app.get('publicUrl')
  return !publicUrl || host === new URL(publicUrl).host
}

/** The name that a handshake asks for; what a proxy says of it counts only where TRUST_PROXY says so. */
export const hostOf = (app: Application, headers: IncomingHttpHeaders) => {
  const forwarded = app.get('trustProxy') ? headers['x-forwarded-host'] : undefined
  return String(forwarded ?? headers.host ?? '')
    .split(',')[0]
    ?.trim()
}
