import { holds, isAdmin, signedIn, type Actor, type Place, type Policy } from '../../policy.ts'
import type { Room } from './rooms.schema.ts'

/** Named rooms are led by their owners and moderators; public ones also by those who run the community. */
const leads = (actor: Actor, room: Room, { membership }: Place) => {
  if (room.visibility === 'direct') return 'direct_room'
  if (membership && membership.role !== 'member') return holds(actor, 'moderate') || 'insufficient_scope'
  return (room.visibility === 'public' && isAdmin(actor)) || 'not_moderator'
}

export const roomPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  patch: (actor, room, place) => leads(actor, room, place),
  /** Archiving: by an owner of the room, and of public rooms by those who run the community. */
  remove: (actor, room, place) => {
    const verdict = leads(actor, room, place)
    const runsIt = room.visibility === 'public' && isAdmin(actor)
    return verdict === true && place.membership?.role === 'moderator' && !runsIt ? 'not_room_owner' : verdict
  }
} satisfies Policy<Room>
