import type { IncomingMessage } from 'node:http'
import type { AuthenticationRequest, AuthenticationResult } from '@feathersjs/authentication'
import { endSession, joinChannels, leaveChannels } from './channels.ts'
import type { Application, Connection, FeathersSocket, HookContext, NextFunction } from './declarations.ts'
import { refusal, toPublic } from './errors.ts'
import { limitGuesses } from './hooks/limit-rate.ts'
import { protect } from './hooks/protect.ts'
import { anyone, type Actor } from './policy.ts'
import { SessionService } from './services/authentication/authentication.class.ts'
import { signInSchema } from './services/authentication/authentication.schema.ts'
import {
  bearerToken,
  clearedCookie,
  cookieToken,
  isOwnOrigin,
  isSameOrigin,
  sessionCookie
} from './services/authentication/cookie.ts'
import {
  forgetSession,
  PasswordStrategy,
  SessionStrategy,
  verifiedToken
} from './services/authentication/strategies.ts'
import { liveSession } from './services/sessions/live-session.ts'

declare module './declarations.ts' {
  interface ServiceTypes {
    authentication: SessionService
  }
}

export const authentication = (app: Application) => {
  const service = new SessionService(app, app.get('authSecret'))
  service.register('local', new PasswordStrategy())
  service.register('jwt', new SessionStrategy())
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
  const { accessToken, authentication, user } = context.result as AuthenticationResult
  const { jti, exp } = authentication.payload
  const { connection } = params as { connection?: Connection }
  if (connection) {
    // a socket that was somebody else's must not go on hearing for them
    await leave(app, connection)
    await enter(app, connection, { userId: user.id, role: user.role, sessionId: jti })
  } else if (params.headers && isSameOrigin(app, params.headers)) {
    context.http = { ...context.http, headers: { 'Set-Cookie': sessionCookie(app, accessToken, exp * 1000) } }
  }
}

/** The socket that logs out lives on as anonymous, so that it gets its answer; all others of the session are cut. */
const settleOut = async (context: HookContext) => {
  const { app, params } = context
  const { jti } = (context.result as AuthenticationResult).authentication.payload
  const { connection } = params as { connection?: Connection }
  if (connection) await leave(app, connection)
  endSession(app, jti, 'signed_out')
  context.http = { ...context.http, headers: { 'Set-Cookie': clearedCookie(app) } }
}

const sockets = new WeakMap<Connection, FeathersSocket>()
const socketOf = (connection: Connection) => sockets.get(connection) as FeathersSocket

/** From now on the socket is this person's, and hears what they may hear. @throws 401 `session_ended` */
const enter = async (app: Application, connection: Connection, actor: Actor & { sessionId: string }) => {
  const { sessionId, userId } = actor
  Object.assign(connection, { sessionId, userId })
  socketOf(connection).data = { userId }
  await joinChannels(app, connection, actor)
  // a session that was revoked meanwhile has cut its sockets before this one was among them
  if (await liveSession(app, sessionId)) return
  await leave(app, connection)
  throw refusal('session_ended')
}

/** From now on the socket is nobody's: it is nowhere, and hears nothing. */
const leave = async (app: Application, connection: Connection) => {
  await app.service('presences').leave(connection)
  leaveChannels(socketOf(connection))
  forgetSession(connection)
}

/** Signs a socket in by what its handshake carries. A credential that is presented must be valid. */
export const signInHandshake = async (app: Application, socket: FeathersSocket) => {
  const { feathers: connection, handshake } = socket
  sockets.set(connection, socket)
  const accessToken = bearerToken(handshake.headers) ?? cookieToken(app, handshake.headers)
  if (!accessToken) return
  const { jti } = await verifiedToken(app, accessToken)
  await enter(app, connection, await actorOf(app, jti))
}

/** What a refused handshake tells the client in `connect_error`. */
export const handshakeError = (error: unknown) => {
  const data = toPublic(error)
  return Object.assign(new Error(data.message), { data })
}

/** Whether a handshake may go on: pages of other sites may not open sockets, least of all with our cookie. */
export const mayConnect = (app: Application, headers: Record<string, string | string[] | undefined>) =>
  cookieToken(app, headers)
    ? isSameOrigin(app, headers)
    : headers.origin === undefined || isOwnOrigin(app, String(headers.origin), headers)

/** @throws 401 `session_ended` */
const actorOf = async (app: Application, sessionId: string) => {
  const session = await liveSession(app, sessionId)
  if (!session) throw refusal('session_ended')
  return { userId: session.userId, role: session.role, sessionId }
}

/** Who sends an HTTP request that is no service call. @throws 401 */
export const actorOfRequest = async (app: Application, request: IncomingMessage): Promise<Actor> => {
  // the types of Feathers leave out that a request may carry no credential
  const presented = (await app
    .service('authentication')
    .parse(request, undefined as never, 'jwt')) as AuthenticationRequest | null
  if (!presented) throw refusal('not_signed_in')
  return actorOf(app, (await verifiedToken(app, presented.accessToken)).jti)
}

/** Around every call from outside: who calls. The session is read anew each time, so a revoked one bites on the next call. */
export const identify = async (context: HookContext, next: NextFunction) => {
  const { app, params, path } = context
  // signing in and out bring or take their own credentials
  if (!params.provider || path === 'authentication') return next()
  const { connection } = params as { connection?: Connection }
  const token = params.authentication?.accessToken as string | undefined
  const sessionId = connection ? connection.sessionId : token && (await verifiedToken(app, token)).jti
  if (sessionId) context.params = { ...params, actor: await actorOf(app, sessionId) }
  return next()
}
