import { holds, moderates, signedIn, type Actor, type Place, type Policy } from '../../policy.ts'
import type { Membership, MembershipData, MembershipPatch } from './memberships.schema.ts'

const isOwner = (actor: Actor, membership: Place['membership']) =>
  membership?.role === 'owner' && holds(actor, 'moderate')

export const membershipPolicy = {
  find: signedIn,
  get: signedIn,
  /** Joining a public room by oneself; adding others is for those who keep order in the room. */
  create: (actor, wanted: MembershipData, place) => {
    const { userId = actor.userId, role = 'member' } = wanted
    const { room, membership } = place
    if (room?.visibility === 'direct') return 'direct_room'
    if (userId === actor.userId && (room?.visibility === 'public' || membership))
      return role === 'member' || 'not_room_owner'
    if (!moderates(actor, place)) return 'not_moderator'
    return role === 'member' || isOwner(actor, membership) || 'not_room_owner'
  },
  /** How far one has read is one's own affair; roles are given by owners of the room. */
  patch: (actor, { userId }, { room, membership }, changes: MembershipPatch) => {
    const own = 'readSeq' in changes || 'notify' in changes
    if (own && userId !== actor.userId) return 'not_yours'
    if (!changes.role) return true
    if (room?.visibility === 'direct') return 'direct_room'
    return isOwner(actor, membership) || 'not_room_owner'
  },
  /** Leaving, and removing others: members by moderators, moderators and owners by owners. */
  remove: (actor, { userId, role }, place) => {
    if (place.room?.visibility === 'direct') return 'direct_room'
    if (userId === actor.userId) return true
    if (role === 'member') return moderates(actor, place) || 'not_moderator'
    return isOwner(actor, place.membership) || 'not_room_owner'
  }
} satisfies Policy<Membership, MembershipPatch>
