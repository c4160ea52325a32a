import { AuthenticationBaseStrategy, type AuthenticationRequest } from '@feathersjs/authentication'
import type { Params } from '@feathersjs/feathers'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { liveSession } from '../sessions/live-session.ts'
import type { User } from '../users/users.schema.ts'
import { bearerToken, cookieToken, isSameOrigin, type Headers } from './cookie.ts'
import { isPasswordOf } from './passwords.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Signs in by e-mail and password. Who does not exist takes as long, and is told the same, as a wrong password. */
export class PasswordStrategy extends AuthenticationBaseStrategy {
  async authenticate({ email, password }: AuthenticationRequest) {
    const db = (this.app as Application).get('database').read
    const user = (await db('users')
      .where({ email: String(email).toLowerCase() })
      .first()) as User | undefined
    if (!(await isPasswordOf(db, user?.id, String(password))) || !user) throw refusal('invalid_login')
    if (user.status !== 'active') throw refusal('account_suspended')
    return { authentication: { strategy: this.name ?? 'local' }, user }
  }
}

/** Signs in by access token: a JWT that we signed, whose `jti` is the row of a live session. */
export class SessionStrategy extends AuthenticationBaseStrategy {
  async authenticate({ accessToken }: AuthenticationRequest, params: Params) {
    const app = this.app as Application
    const payload = await verifiedToken(app, accessToken)
    const session = await liveSession(app, payload.jti)
    if (session?.userId !== payload.sub) throw refusal('session_ended')
    const user = await app.service('users').get(payload.sub, { transaction: params.transaction })
    return { accessToken: String(accessToken), authentication: { strategy: this.name ?? 'jwt', payload }, user }
  }

  /** Ties a socket to its session for as long as both last. */
  async handleConnection(event: string, connection: Connection, result?: Record<string, unknown>) {
    const payload = (result?.authentication as { payload?: { jti: string; sub: string } } | undefined)?.payload
    if (event === 'login' && payload) Object.assign(connection, { sessionId: payload.jti, userId: payload.sub })
    if (event === 'logout') forgetSession(connection)
  }

  /** The token of a request: bearer, or the cookie where a browser vouches that our own page asks. */
  async parse(request: { method?: string; headers: Headers }) {
    const app = this.app as Application
    // a handshake has no method: realtime sign-in reads it by itself
    if (!request.method) return null
    const bearer = bearerToken(request.headers)
    const cookie = cookieToken(app, request.headers)
    if (bearer && cookie && bearer !== cookie) throw refusal('ambiguous_credentials')
    if (cookie && !bearer && !SAFE_METHODS.includes(request.method) && !isSameOrigin(app, request.headers)) {
      throw refusal('cross_site')
    }
    const accessToken = bearer ?? cookie
    return accessToken ? { strategy: this.name ?? 'jwt', accessToken } : null
  }
}

export const forgetSession = (connection: Connection) => {
  delete connection.sessionId
  delete connection.userId
}

/** @throws 401 `invalid_token` */
export const verifiedToken = async (
  app: Application,
  accessToken: unknown
): Promise<{ jti: string; sub: string; exp: number }> => {
  try {
    return await app.service('authentication').verifyAccessToken(String(accessToken))
  } catch {
    throw refusal('invalid_token')
  }
}
