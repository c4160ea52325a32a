import type { Params } from '@feathersjs/feathers'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { sessionOfSocket } from '../sessions/kept-session.ts'
import { admittedBy, type LiveSession, type TokenPayload } from '../sessions/live-session.ts'

/** @throws 401 `invalid_token` */
export const verifiedToken = async (app: Application, accessToken: unknown): Promise<TokenPayload> => {
  try {
    return await app.service('authentication').verifyAccessToken(String(accessToken))
  } catch {
    throw refusal('invalid_token')
  }
}

/**
 * The session that a call presents: a socket's own, or that of its token. Undefined when nothing is presented.
 * @throws 401 when what is presented is not valid; `second_factor_required` unless `half` sessions will do
 */
export const presentedSession = async (
  app: Application,
  params: Params,
  { half = false } = {}
): Promise<LiveSession | undefined> => {
  const { connection, authentication } = params as Params & {
    connection?: Connection
    authentication?: { accessToken?: string }
  }
  if (!connection) {
    const token = authentication?.accessToken
    return token ? admittedBy(app, await verifiedToken(app, token), { half }) : undefined
  }
  if (!connection.sessionId) return undefined
  const session = await sessionOfSocket(app, connection)
  if (!session) throw refusal('session_ended')
  if (session.stage === 'half' && !half) throw refusal('second_factor_required')
  return session
}

export const forgetSession = (connection: Connection) => {
  delete connection.sessionId
  delete connection.userId
}
