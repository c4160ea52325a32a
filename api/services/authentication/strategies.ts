import { AuthenticationBaseStrategy, type AuthenticationRequest } from '@feathersjs/authentication'
import type { Params } from '@feathersjs/feathers'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { acceptCode, secondFactorsOf } from '../authenticators/codes.ts'
import { verifyPasskey } from '../passkeys/verify.ts'
import { liftEnded } from '../sanctions/lift-ended.ts'
import { admittedBy, liveSession, revokeSession } from '../sessions/live-session.ts'
import type { User } from '../users/users.schema.ts'
import { bearerToken, cookieToken, halfCookieToken, isSameOrigin, type Headers } from './cookie.ts'
import { isPasswordOf } from './passwords.ts'
import { forgetSession, presentedSession, verifiedToken } from './tokens.ts'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Signs in by e-mail and password. Who does not exist takes as long, and is told the same, as a wrong password. */
export class PasswordStrategy extends AuthenticationBaseStrategy {
  async authenticate({ email, password }: AuthenticationRequest) {
    const app = this.app as Application
    const db = app.get('database').read
    const rows = () => db('users').where({ email: String(email).toLowerCase() })
    const user: User | undefined = await rows().first()
    if (!(await isPasswordOf(app, user?.id, String(password))) || !user) throw refusal('invalid_login')
    await mayComeIn(app, user)
    const secondFactors = await secondFactorsOf(db, user.id)
    const authentication = { strategy: this.name ?? 'local' }
    return { authentication, user: await current(app, user.id), ...(secondFactors.length > 0 && { secondFactors }) }
  }
}

/** @throws for an account that is there, but may not come in now */
const mayComeIn = async (app: Application, user: User) => {
  if (user.status === 'suspended') {
    await liftEnded(app)
    if ((await current(app, user.id)).status === 'suspended') throw refusal('account_suspended')
  }
  if (user.admittedAt !== null) return
  // as long as nobody has opened the mail, this address is told of no more than any other
  if (app.get('mail').configured && user.emailVerifiedAt === null) throw refusal('invalid_login')
  throw refusal('approval_pending')
}

const current = (app: Application, id: string): Promise<User> => app.service('users').get(id)

/** Brings the second factor to a session that has only shown its password: a code, or a recovery code. */
export class CodeStrategy extends AuthenticationBaseStrategy {
  async authenticate({ code }: AuthenticationRequest, params: Params) {
    const app = this.app as Application
    const half = await presentedSession(app, params, { half: true })
    if (half?.stage !== 'half') throw refusal('not_signed_in')
    if (!(await acceptCode(app, half.userId, String(code)))) throw refusal('invalid_code')
    // signing in makes a new session; the half one has done its work
    await revokeSession(app, half.id)
    return { authentication: { strategy: this.name ?? 'code' }, user: await current(app, half.userId) }
  }
}

/** Signs in by passkey, which is both factors in one: the device, and the finger or PIN that opened it. */
export class PasskeyStrategy extends AuthenticationBaseStrategy {
  async authenticate({ challengeId, response }: AuthenticationRequest, params: Params) {
    const app = this.app as Application
    const userId = await verifyPasskey(app, String(challengeId), response as never)
    const user = await current(app, userId)
    await mayComeIn(app, user)
    const half = await presentedSession(app, params, { half: true }).catch(() => undefined)
    if (half?.stage === 'half') await revokeSession(app, half.id)
    return { authentication: { strategy: this.name ?? 'passkey' }, user }
  }
}

/** Signs in by access token: a JWT that we signed, whose `jti` is the row of a live session. */
export class SessionStrategy extends AuthenticationBaseStrategy {
  async authenticate({ accessToken }: AuthenticationRequest) {
    const app = this.app as Application
    const payload = await verifiedToken(app, accessToken)
    await admittedBy(app, payload)
    const user = await current(app, payload.sub)
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
    const cookie = cookieToken(app, request.headers) ?? (await this.halfSession(request.headers))
    if (bearer && cookie && bearer !== cookie) throw refusal('ambiguous_credentials')
    if (cookie && !bearer && !SAFE_METHODS.includes(request.method) && !isSameOrigin(app, request.headers)) {
      throw refusal('cross_site')
    }
    const accessToken = bearer ?? cookie
    return accessToken ? { strategy: this.name ?? 'jwt', accessToken } : null
  }

  /** The token of a session that waits for its second factor, and of no other. @throws 401 `invalid_token` */
  private async halfSession(headers: Headers) {
    const app = this.app as Application
    const token = halfCookieToken(app, headers)
    if (!token) return undefined
    const session = await liveSession(app, (await verifiedToken(app, token)).jti)
    if (session && session.stage !== 'half') throw refusal('invalid_token')
    return token
  }
}
