import { isAdmin, signedIn, type Actor, type Place, type Policy } from '../../policy.ts'
import type { Room } from './rooms.schema.ts'

/** Named rooms are led by their owners and moderators; public ones also by those who run the community. */
const leads = (actor: Actor, room: Room, { membership }: Place) => {
  if (room.visibility === 'direct') return 'direct_room'
  if (membership && membership.role !== 'member') return true
  return (room.visibility === 'public' && isAdmin(actor)) || 'not_moderator'
}

export const roomPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  patch: (actor, room, place) => leads(actor, room, place),
  /** Archiving: by an owner of the room. */
  remove: (actor, room, place) => {
    const verdict = leads(actor, room, place)
    return verdict === true && place.membership?.role === 'moderator' && !isAdmin(actor) ? 'not_room_owner' : verdict
  }
} satisfies Policy<Room>
