import { describe, expect, test } from 'vitest'
import type { Application } from '../../api/declarations.ts'
import {
  bearerToken,
  clearedCookies,
  cookieToken,
  deviceCookie,
  halfCookie,
  halfCookieToken,
  isKnownDevice,
  isOwnOrigin,
  isSameOrigin,
  sessionCookie
} from '../../api/services/authentication/cookie.ts'
import { refusal } from '../../api/errors.ts'
import { anApp } from './guarded.ts'

const hearthAt = (origin: string, { secret = 'of this server', publicUrl = origin } = {}) => {
  const { app } = anApp(origin)
  app.set('authSecret', secret)
  app.set('publicUrl', publicUrl)
  return app
}
const HTTPS = 'https://chat.example.org'
const secure = hearthAt(HTTPS)
/** As on localhost, where no address was given: it is whatever the browser calls it. */
const plain = hearthAt('http://localhost:3030', { publicUrl: '' })

describe('the cookie of a session', () => {
  test('on https is for this host alone, never read by scripts, never sent by other sites, never over http', () => {
    expect(sessionCookie(secure, 'x.y.z', Date.UTC(2030, 0, 1))).toBe(
      '__Host-hearth=x.y.z; Path=/; HttpOnly; SameSite=Lax; Secure; Expires=Tue, 01 Jan 2030 00:00:00 GMT'
    )
  })

  test('on plain http is the same as far as browsers allow', () => {
    expect(sessionCookie(plain, 'x.y.z', Date.UTC(2030, 0, 1))).toBe(
      'hearth=x.y.z; Path=/; HttpOnly; SameSite=Lax; Expires=Tue, 01 Jan 2030 00:00:00 GMT'
    )
  })

  test('is taken away under the same name and attributes, at once', () => {
    const cleared = '__Host-hearth=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0'
    expect(clearedCookies(secure, { cookie: '__Host-hearth=x.y.z' })).toEqual([cleared])
    expect(clearedCookies(plain, { cookie: 'hearth=x.y.z' })).toEqual([
      'hearth=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0'
    ])
  })

  test('is not taken away from who has none', () => {
    expect(clearedCookies(secure, {})).toEqual([])
    expect(clearedCookies(secure, { cookie: 'hearth=x.y.z; __Host-hearth=' })).toEqual([])
  })

  test.each([
    'hearth=x.y.z',
    'theme=dark; hearth=x.y.z',
    'hearth=x.y.z; theme=dark',
    'a=b;hearth=x.y.z',
    'a=b;  hearth=x.y.z'
  ])('is found in %j', (cookie) => {
    expect(cookieToken(plain, { cookie })).toBe('x.y.z')
  })

  test.each([
    '',
    'hearth=',
    'myhearth=x.y.z',
    'hearth-device=x.y.z',
    'a=hearth=x.y.z',
    'Hearth=x.y.z',
    '__Host-hearth=x.y.z'
  ])('is not in %j', (cookie) => {
    expect(cookieToken(plain, { cookie })).toBeUndefined()
  })

  test('is not where no cookie is', () => {
    expect(cookieToken(plain, {})).toBeUndefined()
    const named = { undefined: 'x', cookie: undefined }
    expect(cookieToken(plain, named)).toBeUndefined()
  })

  test('on https counts only under the name that a neighbour’s page cannot set', () => {
    expect(cookieToken(secure, { cookie: 'hearth=x.y.z' })).toBeUndefined()
    expect(cookieToken(secure, { cookie: 'hearth=a.b.c; __Host-hearth=x.y.z' })).toBe('x.y.z')
  })
})

describe('the cookie of half a sign-in', () => {
  test('is sent only to where the second factor is brought, and ends with the browser', () => {
    expect(halfCookie(secure, 'x.y.z')).toBe(
      '__Secure-hearth-half=x.y.z; Path=/api/authentication; HttpOnly; SameSite=Lax; Secure'
    )
    expect(halfCookie(plain, 'x.y.z')).toBe('hearth-half=x.y.z; Path=/api/authentication; HttpOnly; SameSite=Lax')
  })

  test('is never taken for a whole session: another subdomain could have set it', () => {
    expect(cookieToken(plain, { cookie: 'hearth-half=x.y.z' })).toBeUndefined()
    expect(cookieToken(secure, { cookie: '__Secure-hearth-half=x.y.z; __Host-hearth=a.b.c' })).toBe('a.b.c')
    expect(halfCookieToken(plain, { cookie: 'hearth=a.b.c; hearth-half=x.y.z' })).toBe('x.y.z')
    expect(halfCookieToken(secure, { cookie: 'hearth-half=x.y.z' })).toBeUndefined()
    expect(halfCookieToken(secure, { cookie: '__Secure-hearth-half=x.y.z' })).toBe('x.y.z')
  })

  test('is taken away where it was set', () => {
    const both = clearedCookies(plain, { cookie: 'hearth=a.b.c; hearth-half=x.y.z' })
    expect(both).toEqual([
      'hearth=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      'hearth-half=; Path=/api/authentication; HttpOnly; SameSite=Lax; Max-Age=0'
    ])
    const half = clearedCookies(secure, { cookie: '__Secure-hearth-half=x.y.z' })
    expect(half).toEqual(['__Secure-hearth-half=; Path=/api/authentication; HttpOnly; SameSite=Lax; Secure; Max-Age=0'])
  })
})

describe('the mark of a browser from which an account has signed in', () => {
  const shown = (app: Application, email: string) => ({ cookie: deviceCookie(app, email).split(';')[0] })

  test('lasts a year, and says nothing', () => {
    const [pair = '', ...rest] = deviceCookie(secure, 'ana@example.org').split('; ')
    expect(pair).toMatch(/^__Host-hearth-device=[\w-]{43}$/)
    expect(rest).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax', 'Secure', 'Max-Age=31536000'])
    expect(deviceCookie(plain, 'ana@example.org')).toMatch(/^hearth-device=[\w-]{43}; /)
  })

  test('is known for that account, however its address is written', () => {
    for (const app of [secure, plain]) {
      const headers = shown(app, 'Ana@example.org')
      expect(isKnownDevice(app, headers, 'ana@EXAMPLE.org')).toBe(true)
    }
  })

  test('is not known for another account, nor on another server', () => {
    const headers = shown(secure, 'ana@example.org')
    expect(isKnownDevice(secure, headers, 'ben@example.org')).toBe(false)
    expect(isKnownDevice(hearthAt(HTTPS, { secret: 'of another' }), headers, 'ana@example.org')).toBe(false)
  })

  test.each([
    undefined,
    '',
    '__Host-hearth-device=',
    `__Host-hearth-device=${'x'.repeat(43)}`,
    '__Host-hearth-device=x'
  ])('cannot be made up, as by the cookie %j', (cookie) => {
    expect(isKnownDevice(secure, { cookie }, 'ana@example.org')).toBe(false)
  })
})

describe('an Authorization header', () => {
  test.each(['Bearer x.y.z', 'bearer x.y.z', 'BEARER   x.y.z', 'x.y.z', 'xx-1.y_y.zz'])(
    '%j brings a token',
    (authorization) => {
      expect(bearerToken({ authorization })).toBe(authorization.split(' ').at(-1))
    }
  )

  test('that is not there brings none', () => {
    expect(bearerToken({})).toBeUndefined()
  })

  test.each([
    ...['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer x y', 'my Bearer x', 'Token x.y.z', 'x.y', 'x.y.z.q', 'x..z'],
    ...['.y.z', 'x.y.', '$x.y.z', 'x.y.z$', 'x.$.z', 'x y z', 'xBearer y']
  ])('%j is refused: what is presented must be valid', (authorization) => {
    expect(() => bearerToken({ authorization })).toThrow(refusal('invalid_token').message)
  })
})

describe('one of our own pages asks', () => {
  const asks = (headers: Record<string, string>) => isSameOrigin(secure, headers)

  test('where the browser says so', () => {
    expect(asks({ 'sec-fetch-site': 'same-origin' })).toBe(true)
  })

  test.each(['same-site', 'cross-site', 'none', ''])('not where it says %j, whatever Origin says', (site) => {
    expect(asks({ 'sec-fetch-site': site })).toBe(false)
    expect(asks({ 'sec-fetch-site': site, origin: HTTPS })).toBe(false)
  })

  test('where an older browser says that the page is ours', () => {
    expect(asks({ origin: HTTPS })).toBe(true)
    expect(asks({ origin: 'https://evil.example' })).toBe(false)
  })

  test('not where nothing is said', () => {
    expect(asks({})).toBe(false)
    expect(asks({ host: 'chat.example.org' })).toBe(false)
  })
})

describe('an origin is ours', () => {
  test('where it is the address that was given to the server, letter by letter', () => {
    const own = (origin: string, host = 'chat.example.org') => isOwnOrigin(secure, origin, { host })
    expect(own(HTTPS)).toBe(true)
    expect(own(HTTPS, 'other.example')).toBe(true)
    const foreign = [
      'http://chat.example.org',
      'https://chat.example.org:8443',
      'https://other.example',
      `${HTTPS}.evil.example`
    ]
    for (const origin of foreign) expect(own(origin, new URL(origin).host)).toBe(false)
  })

  test('where no address was given: if it is the host that the request names', () => {
    const own = (origin: string) => isOwnOrigin(plain, origin, { host: 'club.local:3030' })
    expect(own('http://club.local:3030')).toBe(true)
    for (const origin of ['http://club.local', 'http://evil.example:3030', 'http://localhost:3030'])
      expect(own(origin)).toBe(false)
  })

  test.each(['null', '', 'chat.example.org', 'about:blank'])('never as %j', (origin) => {
    expect(isOwnOrigin(secure, origin, { host: 'chat.example.org' })).toBe(false)
    expect(isOwnOrigin(plain, origin, { host: 'localhost:3030' })).toBe(false)
  })
})
