import { createSecretKey, type KeyObject } from 'node:crypto'
import { AuthenticationService, type AuthenticationParams, type AuthenticationResult } from '@feathersjs/authentication'
import type { NullableId } from '@feathersjs/feathers'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { revokeSession, startSession } from '../sessions/live-session.ts'
import { verifiedToken } from './tokens.ts'

/** Feathers' authentication, with a row of `sessions` behind every token. */
export class SessionService extends AuthenticationService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly key: KeyObject
  constructor(app: Application, secret: string) {
    super(app, 'authentication', {
      secret,
      entity: 'user',
      service: 'users',
      authStrategies: ['local', 'jwt', 'code', 'passkey'],
      parseStrategies: ['jwt'],
      jwtOptions: {
        header: { typ: 'access' },
        audience: 'hearth',
        issuer: 'hearth',
        algorithm: 'HS256',
        expiresIn: '365d'
      }
    })
    // given a string, jsonwebtoken first tries for half a millisecond to read it as a public key
    this.key = createSecretKey(Buffer.from(secret))
  }

  /** A session whose second factor is missing is begun all the same, as a `half` one: it may do nothing but bring it. */
  override async getTokenOptions(result: AuthenticationResult, params: AuthenticationParams) {
    const app = this.app as Application
    const stage = result.secondFactors ? 'half' : 'full'
    const begin = { userId: String(result.user.id), userAgent: agentOf(params), stage } as const
    const { id } = await app.get('database').transaction((trx) => startSession(trx, begin))
    return { ...(await super.getTokenOptions(result, params)), jwtid: id }
  }

  /** A token for a session that is there already: a personal access token, or the next generation after a rotation. */
  async tokenOf(session: { id: string; userId: string }, { generation = 0, expiresIn = 365 * 24 * 3600 } = {}) {
    const options = { ...this.configuration.jwtOptions, jwtid: session.id, subject: session.userId, expiresIn }
    return this.createAccessToken({ gen: generation }, options)
  }

  override createAccessToken(payload: object, options?: object) {
    return super.createAccessToken(payload, options, this.key)
  }

  override verifyAccessToken(accessToken: string) {
    return super.verifyAccessToken(accessToken, { algorithms: ['HS256'] } as never, this.key)
  }

  /** Ends the session that asks. A session that has ended already is answered the same. */
  override async remove(_id: NullableId, params: AuthenticationParams = {}): Promise<AuthenticationResult> {
    const app = this.app as Application
    const { connection } = params as { connection?: Connection }
    const token: unknown = params.authentication?.accessToken
    const sessionId = connection ? connection.sessionId : token ? (await verifiedToken(app, token)).jti : undefined
    if (!sessionId) throw refusal('not_signed_in')
    await revokeSession(app, sessionId)
    return { authentication: { strategy: 'jwt', payload: { jti: sessionId } } }
  }
}

const agentOf = ({ headers, connection }: AuthenticationParams): string | undefined =>
  (connection?.headers ?? headers)?.['user-agent']
