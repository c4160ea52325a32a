import type { IncomingMessage } from 'node:http'
import type { AuthenticationRequest, AuthenticationResult } from '@feathersjs/authentication'
import { endSession } from './channels.ts'
import type { Application, Connection, HookContext, NextFunction } from './declarations.ts'
import { refusal } from './errors.ts'
import { limitGuesses } from './hooks/limit-rate.ts'
import { protect } from './hooks/protect.ts'
import { anyone, type Actor } from './policy.ts'
import { SessionService } from './services/authentication/authentication.class.ts'
import { signInSchema } from './services/authentication/authentication.schema.ts'
import {
  bearerToken,
  clearedCookies,
  deviceCookie,
  halfCookie,
  isSameOrigin,
  sessionCookie
} from './services/authentication/cookie.ts'
import { enter, leave, occupy } from './services/authentication/handshake.ts'
import {
  CodeStrategy,
  PasskeyStrategy,
  PasswordStrategy,
  SessionStrategy
} from './services/authentication/strategies.ts'
import { presentedSession, verifiedToken } from './services/authentication/tokens.ts'
import { actorOfSession, admittedBy, rotate, type LiveSession } from './services/sessions/live-session.ts'

declare module './declarations.ts' {
  interface ServiceTypes {
    authentication: SessionService
  }
}

export const authentication = (app: Application) => {
  const service = new SessionService(app, app.get('authSecret'))
  service.register('local', new PasswordStrategy())
  service.register('jwt', new SessionStrategy())
  service.register('code', new CodeStrategy())
  service.register('passkey', new PasskeyStrategy())
  app.use('authentication', service, { methods: ['create', 'remove'] })
  protect(
    app,
    'authentication',
    { create: signInSchema, policy: { create: anyone, remove: anyone } },
    { transacts: false }
  )
  app
    .service('authentication')
    .hooks({ around: { create: [limitGuesses] }, after: { create: [settleIn], remove: [settleOut] } })
}

/** A browser of ours gets the cookie; a socket hears from now on what its person may hear. Done before the answer. */
const settleIn = async (context: HookContext) => {
  const { app, params } = context
  const { user, ...result } = context.result as AuthenticationResult
  const { payload } = result.authentication
  const { connection } = params as { connection?: Connection }
  const half = Boolean(result.secondFactors)
  if (connection) {
    // a socket that was somebody else's must not go on hearing for them
    leave(app, connection)
    if (half) occupy(connection, payload.jti, user.id)
    else await enter(app, connection, await admittedBy(app, payload))
  } else if (params.headers && isSameOrigin(app, params.headers)) {
    const { accessToken } = result
    const fresh = half ? halfCookie(app, accessToken) : sessionCookie(app, accessToken, payload.exp * 1000)
    // whoever was signed in here before is not any more
    const old = clearedCookies(app, params.headers).filter((cookie) => nameOf(cookie) !== nameOf(fresh))
    const cookies = [fresh, ...old, ...(half ? [] : [deviceCookie(app, user.email)])]
    context.http = { ...context.http, headers: { 'Set-Cookie': cookies } }
  }
  // whose account it is, one learns with the second factor
  if (half) context.result = result
}

const nameOf = (cookie: string) => cookie.split('=')[0]

/** The socket that logs out lives on as anonymous, so that it gets its answer; all others of the session are cut. */
const settleOut = async (context: HookContext) => {
  const { app, params } = context
  const { jti } = (context.result as AuthenticationResult).authentication.payload
  const { connection } = params as { connection?: Connection }
  if (connection) leave(app, connection)
  endSession(app, jti, 'signed_out')
  const cleared = clearedCookies(app, params.headers ?? {})
  if (cleared.length > 0) context.http = { ...context.http, headers: { 'Set-Cookie': cleared } }
}

/** Who sends an HTTP request that is no service call, and by which session. @throws 401 */
export const sessionOfRequest = async (app: Application, request: IncomingMessage) => {
  // the types of Feathers leave out that a request may carry no credential
  const presented = (await app
    .service('authentication')
    .parse(request, undefined as never, 'jwt')) as AuthenticationRequest | null
  if (!presented) throw refusal('not_signed_in')
  return admittedBy(app, await verifiedToken(app, presented.accessToken))
}

export const actorOfRequest = async (app: Application, request: IncomingMessage): Promise<Actor> =>
  actorOfSession(app, await sessionOfRequest(app, request))

/** Around every call from outside: who calls. The session is read anew each time, so a revoked one bites on the next call. */
export const identify = async (context: HookContext, next: NextFunction) => {
  const { app, params, path } = context
  // signing in and out bring or take their own credentials
  if (!params.provider || path === 'authentication') return next()
  const session = await presentedSession(app, params)
  if (session) {
    context.params = { ...params, actor: actorOfSession(app, session) }
    await renew(context, session)
  }
  return next()
}

/** A browser whose session is due for a new token gets it as a cookie, with whatever it asked for. */
const renew = async (context: HookContext, session: LiveSession) => {
  const { app, params } = context
  const byCookie = params.provider === 'rest' && params.headers && !bearerToken(params.headers)
  if (!session.rotateAt || !byCookie) return
  const generation = await rotate(app, session)
  if (generation === undefined) return
  const token = await app.service('authentication').tokenOf(session, { generation })
  const cookie = sessionCookie(app, token, Date.now() + 365 * 24 * 3600_000)
  context.http = { ...context.http, headers: { ...context.http?.headers, 'Set-Cookie': cookie } }
}
