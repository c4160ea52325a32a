import type { Application, Connection } from '../../declarations.ts'
import { liveSession, type LiveSession } from './live-session.ts'

/**
 * What was read of a socket's session counts so long (ms), unless rights have changed meanwhile (`rights.ts`). So short because
 * other programs may change them, too: the command line, or another node while Redis is away.
 */
const KEPT = 1_000

interface Kept {
  session: LiveSession
  rights: number
  readAt: number
}
const kept = new WeakMap<Connection, Kept>()

/** The live session of a socket, read anew only where it may have changed. */
export const sessionOfSocket = async (app: Application, connection: Connection): Promise<LiveSession | undefined> => {
  const { sessionId } = connection
  if (!sessionId) return undefined
  const { version: rights } = app.get('rights')
  // the wall clock may jump
  const readAt = performance.now()
  const known = kept.get(connection)
  const counts = known?.session.id === sessionId && known.rights === rights && readAt - known.readAt < KEPT
  if (counts && known.session.expiresAt > Date.now()) return known.session
  const session = await liveSession(app, sessionId)
  if (session) kept.set(connection, { session, rights, readAt })
  else kept.delete(connection)
  return session
}
