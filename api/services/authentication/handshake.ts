import type { Application, Connection, FeathersSocket } from '../../declarations.ts'
import { endSession, joinChannels, leaveChannels } from '../../channels.ts'
import { originsOf } from '../../configuration.ts'
import { refusal, toPublic } from '../../errors.ts'
import { actorOfSession, admittedBy, liveSession, type LiveSession } from '../sessions/live-session.ts'
import { bearerToken, cookieToken, isOwnOrigin, isSameOrigin } from './cookie.ts'
import { forgetSession, verifiedToken } from './tokens.ts'

const sockets = new WeakMap<Connection, FeathersSocket>()
const socketOf = (connection: Connection) => sockets.get(connection) as FeathersSocket

/** The socket belongs to this session, and hears nothing yet. */
export const occupy = (connection: Connection, sessionId: string, userId: string) => {
  Object.assign(connection, { sessionId, userId })
}

/** From now on the socket is this person's, and hears what they may hear. @throws 401 `session_ended` */
export const enter = async (app: Application, connection: Connection, session: LiveSession) => {
  const { id, userId } = session
  const socket = socketOf(connection)
  app.get('lines').admit(socket, userId)
  occupy(connection, id, userId)
  socket.data = { userId }
  await joinChannels(app, connection, actorOfSession(app, session))
  // a session that was revoked meanwhile has cut its sockets before this one was among them
  if (!(await liveSession(app, id))) {
    leave(app, connection)
    throw refusal('session_ended')
  }
  watchExpiry(app, socket, session)
}

/** From now on the socket is nobody's: it is nowhere, and hears nothing. */
export const leave = (app: Application, connection: Connection) => {
  const socket = socketOf(connection)
  app.service('presences').leave(connection)
  clearTimeout(expiries.get(socket))
  app.get('lines').dismiss(socket)
  leaveChannels(socket)
  forgetSession(connection)
}

const expiries = new WeakMap<FeathersSocket, NodeJS.Timeout>()
/** Timers cannot wait longer than 24 days. */
const LONGEST = 24 * 3600_000

/** Cuts the socket in the moment that its session ends by itself. One that was used meanwhile ends later. */
const watchExpiry = (app: Application, socket: FeathersSocket, { id, expiresAt }: LiveSession) => {
  const wait = Math.min(Math.max(expiresAt - Date.now(), 0) + 50, LONGEST)
  const look = async () => {
    if (socket.feathers.sessionId !== id || !socket.connected) return
    const session = await liveSession(app, id)
    if (session) watchExpiry(app, socket, session)
    else endSession(app, id, 'expired')
  }
  const timer = setTimeout(() => {
    look().catch((error: unknown) => app.get('logger').error({ err: error }, 'session not looked at'))
  }, wait)
  expiries.set(socket, timer.unref())
  socket.once('disconnect', () => clearTimeout(timer))
}

/** Signs a socket in by what its handshake carries. A credential that is presented must be valid. */
export const signInHandshake = async (app: Application, socket: FeathersSocket) => {
  const { feathers: connection, handshake } = socket
  sockets.set(connection, socket)
  app.get('lines').open(socket)
  const accessToken =
    presentedToken(handshake.auth) ?? bearerToken(handshake.headers) ?? cookieToken(app, handshake.headers)
  if (accessToken) await enter(app, connection, await admittedBy(app, await verifiedToken(app, accessToken)))
}

/** `io(url, { auth: { accessToken } })`: for programs that cannot set headers. @throws 401 for anything but a token */
const presentedToken = ({ accessToken }: Record<string, unknown>): string | undefined => {
  if (accessToken !== undefined && typeof accessToken !== 'string') throw refusal('invalid_token')
  return accessToken
}

/** What a refused handshake tells the client in `connect_error`. */
export const handshakeError = (error: unknown) => {
  const data = toPublic(error)
  return Object.assign(new Error(data.message), { data })
}

/** Whether a handshake may go on: pages of other sites may not open sockets, least of all with our cookie. */
export const mayConnect = (app: Application, headers: Record<string, string | string[] | undefined>) => {
  if (cookieToken(app, headers)) return isSameOrigin(app, headers)
  const { origin } = headers
  if (origin === undefined || originsOf({ origins: app.get('origins') }).includes(String(origin))) return true
  return isOwnOrigin(app, String(origin), headers)
}
