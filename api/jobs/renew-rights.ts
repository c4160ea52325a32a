import { channelOf } from '../channels.ts'
import type { Application, FeathersSocket } from '../declarations.ts'
import { tellHeadsMoved } from '../realtime/nodes.ts'

/** So many ids stand in one question. */
const AT_ONCE = 500
/** Rights that could not be read for so long (ms) are not believed any more. */
const BELIEVED = 10_000

/** When the rights of this node's sockets were last known to be right. */
const knownAt = new WeakMap<Application, number>()

/** Other nodes are heard: what they change of a right bites here at once. */
export const trustNodes = (app: Application) => void knownAt.set(app, Date.now())

/**
 * Holds the sockets of this node against the database: cuts those whose session has ended, and lets each hear exactly the rooms
 * that its person is in. It is done in the moment that a right changes; this is for what a node did not hear of. When the database
 * does not answer either, nobody hears a room until it does.
 */
export const renewRights = async (app: Application) => {
  const sockets = ([...app.io.of('/').sockets.values()] as FeathersSocket[]).filter(
    ({ feathers }) => feathers.sessionId
  )
  try {
    for (let at = 0; at < sockets.length; at += AT_ONCE) {
      const some = sockets.slice(at, at + AT_ONCE)
      // who was let in by what was read may have been shown out meanwhile
      if (await renew(app, some)) await renew(app, some)
    }
    knownAt.set(app, Date.now())
  } catch (error) {
    if (Date.now() - (knownAt.get(app) ?? 0) > BELIEVED) for (const socket of sockets) leaveRooms(socket)
    throw error
  }
}

/** How a socket stood before the database was asked: what changed meanwhile, its own call has done. */
interface Standing {
  socket: FeathersSocket
  sessionId: string
  userId: string
  rooms: ReadonlySet<string>
}

const renew = async (app: Application, sockets: FeathersSocket[]) => {
  const standing = sockets.map((socket): Standing => {
    const { sessionId = '', userId = '' } = socket.feathers
    return { socket, sessionId, userId, rooms: new Set(socket.rooms) }
  })
  const [sessions, places] = await Promise.all([liveSessions(app, standing), placesOf(app, standing)])
  let entered = false
  for (const one of standing) {
    const { socket, sessionId, userId } = one
    if (socket.feathers.sessionId !== sessionId) continue
    const role = sessions.get(sessionId)
    if (role === undefined) end(socket)
    else if (moveTo(one, role, places.get(userId) ?? [])) entered = true
  }
  return entered
}

const end = (socket: FeathersSocket) => {
  socket.emit('session ended', { reason: 'revoked' })
  socket.disconnect(true)
}

/** The roles of the people behind the sessions that count. */
const liveSessions = async (app: Application, standing: Standing[]) => {
  const rows = await app
    .get('database')
    .read('sessions')
    .join('users', 'users.id', 'sessions.userId')
    .whereIn('sessions.id', [...new Set(standing.map(({ sessionId }) => sessionId))])
    .where({ 'sessions.revokedAt': null, 'users.status': 'active' })
    .where('sessions.expiresAt', '>', Date.now())
    .select<{ id: string; role: string }[]>('sessions.id', 'users.role')
  return new Map(rows.map(({ id, role }) => [id, role]))
}

const placesOf = async (app: Application, standing: Standing[]) => {
  const places = new Map<string, string[]>()
  const rows = await app
    .get('database')
    .read('memberships')
    .whereIn('userId', [...new Set(standing.map(({ userId }) => userId))])
    .select<{ userId: string; roomId: string }[]>('userId', 'roomId')
  for (const { userId, roomId } of rows) places.set(userId, [...(places.get(userId) ?? []), roomId])
  return places
}

const ROOM = channelOf.room('')
const HERE = channelOf.here('')
const ROLE = 'roles/'

/** Answers whether it entered anything. */
const moveTo = ({ socket, sessionId, rooms }: Standing, role: string, roomIds: string[]) => {
  // one that is still on its way in, or half way, hears nothing yet
  if (!rooms.has(channelOf.session(sessionId))) return false
  const due = new Set([`${ROLE}${role}`, ...roomIds.map(channelOf.room)])
  const shown = new Set(roomIds.map(channelOf.here))
  for (const name of rooms) {
    const governed = name.startsWith(ROOM) || name.startsWith(ROLE)
    if ((governed && !due.has(name)) || (name.startsWith(HERE) && !shown.has(name))) void socket.leave(name)
  }
  const missing = [...due].filter((name) => !socket.rooms.has(name))
  if (missing.length === 0) return false
  void socket.join(missing)
  tellHeadsMoved(socket)
  return true
}

const leaveRooms = (socket: FeathersSocket) => {
  for (const name of socket.rooms) if (name.startsWith(ROOM) || name.startsWith(ROLE)) void socket.leave(name)
}
