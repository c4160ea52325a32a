import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'

export type Headers = Record<string, string | string[] | undefined>

const secure = (app: Application) => app.get('publicOrigin')().startsWith('https:')

/** On https only this very host can set or read it (`__Host-`); plain http, as on localhost, does not allow the prefix. */
const cookieName = (app: Application) => (secure(app) ? '__Host-hearth' : 'hearth')

/**
 * A session whose second factor is missing has a cookie of its own, which browsers send nowhere but where the factor is brought:
 * everywhere else its person is nobody yet, and may look at the door as anybody may.
 */
const halfCookieName = (app: Application) => (secure(app) ? '__Secure-hearth-half' : 'hearth-half')
const HALF_PATH = '/api/authentication'

const attributes = (app: Application, path = '/') =>
  `Path=${path}; HttpOnly; SameSite=Lax${secure(app) ? '; Secure' : ''}`

export const sessionCookie = (app: Application, accessToken: string, expiresAt: number) =>
  `${cookieName(app)}=${accessToken}; ${attributes(app)}; Expires=${new Date(expiresAt).toUTCString()}`

export const halfCookie = (app: Application, accessToken: string) =>
  `${halfCookieName(app)}=${accessToken}; ${attributes(app, HALF_PATH)}`

const names = (app: Application) => [
  { name: cookieName(app), path: '/' },
  { name: halfCookieName(app), path: HALF_PATH }
]

/** What makes a browser forget the sessions that it presents. */
export const clearedCookies = (app: Application, headers: Headers) =>
  names(app)
    .filter(({ name }) => cookieOf(headers, name))
    .map(({ name, path }) => `${name}=; ${attributes(app, path)}; Max-Age=0`)

export const cookieToken = (app: Application, headers: Headers) => cookieOf(headers, cookieName(app))

/** Unlike the other, a page of another subdomain could have set it: it is believed only of a session that can do nothing else. */
export const halfCookieToken = (app: Application, headers: Headers) => cookieOf(headers, halfCookieName(app))

const cookieOf = (headers: Headers, name: string): string | undefined => {
  const found = String(headers.cookie ?? '')
    .split(/; */)
    .find((pair) => pair.startsWith(`${name}=`))
  return found?.slice(name.length + 1) || undefined
}

/** A year (s). */
const LONG = 365 * 24 * 3600
const deviceMark = (app: Application, email: string) =>
  createHmac('sha256', app.get('authSecret')).update(`device of ${email.toLowerCase()}`).digest('base64url')

/** Marks a browser from which this account has signed in: its tries count apart, so that nobody can lock its owner out. */
export const deviceCookie = (app: Application, email: string) =>
  `${cookieName(app)}-device=${deviceMark(app, email)}; ${attributes(app)}; Max-Age=${String(LONG)}`

export const isKnownDevice = (app: Application, headers: Headers, email: string) => {
  const shown = Buffer.from(cookieOf(headers, `${cookieName(app)}-device`) ?? '')
  const mark = Buffer.from(deviceMark(app, email))
  return shown.length === mark.length && timingSafeEqual(shown, mark)
}

const BEARER = /^Bearer +(\S+)$/i

/** @throws 401 for an Authorization header that is no bearer token: what is presented must be valid */
export const bearerToken = (headers: Headers): string | undefined => {
  const header = headers.authorization
  if (header === undefined) return undefined
  // the stock Feathers client sends the bare token
  const [, token] =
    BEARER.exec(String(header)) ?? (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(String(header)) ? ['', String(header)] : [])
  if (!token) throw refusal('invalid_token')
  return token
}

/**
 * Whether a browser vouches that one of our own pages asks: `Sec-Fetch-Site`, or where it is not sent `Origin`.
 * Without either there is no proof.
 */
export const isSameOrigin = (app: Application, headers: Headers) => {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin !== undefined && isOwnOrigin(app, String(headers.origin), headers)
}

/** Our own origin: PUBLIC_URL, or without it the host that the request itself names. */
export const isOwnOrigin = (app: Application, origin: string, headers: Headers) => {
  if (!URL.canParse(origin)) return false
  return app.get('publicUrl') ? origin === app.get('publicOrigin')() : new URL(origin).host === headers.host
}
