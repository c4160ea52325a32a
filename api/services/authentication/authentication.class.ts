import { createSecretKey, type KeyObject } from 'node:crypto'
import { AuthenticationService, type AuthenticationParams, type AuthenticationResult } from '@feathersjs/authentication'
import type { NullableId } from '@feathersjs/feathers'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { revokeSession, startSession } from '../sessions/live-session.ts'
import { verifiedToken } from './strategies.ts'

/** Feathers' authentication, with a row of `sessions` behind every token. */
export class SessionService extends AuthenticationService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly key: KeyObject
  constructor(app: Application, secret: string) {
    super(app, 'authentication', {
      secret,
      entity: 'user',
      service: 'users',
      authStrategies: ['local', 'jwt'],
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

  override async getTokenOptions(result: AuthenticationResult, params: AuthenticationParams) {
    const { id } = await startSession(this.app as Application, result.user.id, agentOf(params))
    return { ...(await super.getTokenOptions(result, params)), jwtid: id }
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
