import { channelOf } from '../channels.ts'
import type { Application, FeathersSocket } from '../declarations.ts'

/** So many ids stand in one question. */
const AT_ONCE = 500

/**
 * Cuts the sockets of this node whose session has ended, and takes them out of rooms that their person is no longer in. It is
 * done in the moment that either happens; this is for what a node did not hear of.
 */
export const cutEnded = async (app: Application) => {
  const sockets = ([...app.io.of('/').sockets.values()] as FeathersSocket[]).filter(
    ({ feathers }) => feathers.sessionId
  )
  for (let at = 0; at < sockets.length; at += AT_ONCE) await look(app, sockets.slice(at, at + AT_ONCE))
}

const look = async (app: Application, sockets: FeathersSocket[]) => {
  const db = app.get('database').read
  const ids = [...new Set(sockets.map(({ feathers }) => String(feathers.sessionId)))]
  const people = [...new Set(sockets.map(({ feathers }) => String(feathers.userId)))]
  const live = await db('sessions')
    .join('users', 'users.id', 'sessions.userId')
    .whereIn('sessions.id', ids)
    .where({ 'sessions.revokedAt': null, 'users.status': 'active' })
    .where('sessions.expiresAt', '>', Date.now())
    .pluck<string[]>('sessions.id')
  const memberships = await db('memberships').whereIn('userId', people).select('userId', 'roomId')
  const alive = new Set(live)
  const places = new Set(memberships.map(({ userId, roomId }) => `${String(userId)} ${channelOf.room(String(roomId))}`))
  for (const socket of sockets) {
    const { sessionId, userId } = socket.feathers
    if (!alive.has(String(sessionId))) {
      socket.emit('session ended', { reason: 'revoked' })
      socket.disconnect(true)
      continue
    }
    for (const room of socket.rooms) {
      if (room.startsWith(channelOf.room('')) && !places.has(`${String(userId)} ${room}`)) void socket.leave(room)
    }
  }
}
