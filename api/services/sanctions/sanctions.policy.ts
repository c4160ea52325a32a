import { isAdmin, isStaff, moderates, signedIn, type Actor, type Place, type Policy } from '../../policy.ts'
import type { Sanction } from './sanctions.schema.ts'

/** Who may decide such a thing at all; above whom they stand, the service looks up. */
const decides = (actor: Actor, { kind, roomId }: Pick<Sanction, 'kind' | 'roomId'>, place: Place) => {
  if (roomId) return moderates(actor, place) || 'not_moderator'
  // banning for good is for those who run the place
  if (kind === 'ban') return isAdmin(actor) || 'not_admin'
  return isStaff(actor) || 'not_moderator'
}

/** The scope shows staff all, room moderators those of their rooms, and everybody what is about themselves. */
export const sanctionPolicy = {
  find: signedIn,
  get: signedIn,
  create: (actor, wanted: Pick<Sanction, 'kind' | 'userId' | 'roomId'>, place) =>
    wanted.userId === actor.userId ? 'own_account' : decides(actor, wanted, place),
  /** Nobody ends what was decided about themselves. */
  remove: (actor, sanction, place) =>
    sanction.userId === actor.userId && actor.role !== 'owner' ? 'own_account' : decides(actor, sanction, place)
} satisfies Policy<Sanction>

type Role = Actor['role']
const RANK: Record<Role, number> = { owner: 3, admin: 2, moderator: 1, treasurer: 0, member: 0 }

/** Nobody acts against who stands as high as they do, but owners. In a room, its owners stand above its moderators. */
export const standsAbove = (
  actor: Actor,
  target: { role: Role; roomRole?: string | undefined },
  { membership }: Place
): boolean => {
  if (actor.role === 'owner') return true
  if (RANK[target.role] > 0 && RANK[target.role] >= RANK[actor.role]) return false
  if (RANK[actor.role] > 0 || target.roomRole !== 'owner') return true
  return membership?.role === 'owner'
}
