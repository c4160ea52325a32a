import { anyone, isAdmin, signedIn, type Policy } from '../../policy.ts'
import type { User } from './users.schema.ts'

/** An account is seen by its owner and by admins (the scope narrows lists to that); only its owner changes it. */
export const userPolicy = {
  find: signedIn,
  get: signedIn,
  create: anyone,
  patch: (actor, user) => actor.userId === user.id || 'not_yours'
} satisfies Policy<User>

export const visibleUsers = (actor: Parameters<typeof isAdmin>[0]) => (isAdmin(actor) ? {} : { id: actor.userId })
