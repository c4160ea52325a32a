import type { Application, Transaction } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import type { Actor, Place } from '../../policy.ts'
import type { Room } from '../rooms/rooms.schema.ts'

/** A room as its row stands, and the caller's membership in it. */
export interface RoomPlace extends Place {
  room: Room
}

/**
 * The one answer to "may this person see that room?": public rooms exist for everybody, others for their members.
 * Within a transaction the room's row is locked until its end, so that two writes to a room, also a message and the removal of
 * its author, come one after the other.
 * @throws 404 `room_not_found`
 */
export const roomPlace = async (
  app: Application,
  roomId: string,
  actor: Actor,
  transaction?: Transaction
): Promise<RoomPlace> => {
  const db = transaction?.trx ?? app.get('database').read
  const rooms = db<Room>('rooms').where({ id: roomId })
  const room: Room | undefined = await (transaction ? rooms.forNoKeyUpdate() : rooms).first()
  if (!room) throw refusal('room_not_found')
  return placeIn(room, await db('memberships').where({ roomId, userId: actor.userId }).first())
}

/** The same for a room and a membership that have been read. @throws 404 `room_not_found` */
export const placeIn = (room: Room, membership: Place['membership']): RoomPlace => {
  if (room.visibility !== 'public' && !membership) throw refusal('room_not_found')
  return { room, membership }
}
