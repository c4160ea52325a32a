import { anyone, isAdmin, isOwner, signedIn, type Actor, type Policy } from '../../policy.ts'
import type { User, UserPatch } from './users.schema.ts'

/** Admins lead those below them; owners everybody. */
const standsAbove = (actor: Actor, role: User['role']) => isOwner(actor) || !['owner', 'admin'].includes(role)

/** An account is seen by its owner and by admins (the scope narrows lists to that). How one signs in, only oneself changes. */
export const userPolicy = {
  find: signedIn,
  get: signedIn,
  create: anyone,
  patch: (actor, user, _place, { role, admitted, ...signIn }) => {
    if (actor.userId !== user.id && Object.keys(signIn).length > 0) return 'not_yours'
    if (role === undefined && admitted === undefined) return true
    if (!isAdmin(actor)) return 'not_admin'
    return (standsAbove(actor, user.role) && (!role || standsAbove(actor, role))) || 'protected_person'
  },
  /** Deleting one's own account, or turning away somebody who waits at the door. */
  remove: (actor, user) => {
    if (actor.userId === user.id) return true
    if (!isAdmin(actor)) return 'not_yours'
    return user.admittedAt === null || 'not_yours'
  }
} satisfies Policy<User, UserPatch>

/** Accounts that stand in for an address that is known already are nobody's, and nobody sees them. */
export const visibleUsers = (actor: Actor) =>
  isAdmin(actor) ? { email: { $notlike: '%@decoy.invalid' } } : { id: actor.userId }
