import { anyone, isAdmin, signedIn, type Policy } from '../../policy.ts'
import type { Invitation } from './invitations.schema.ts'

/** Who may invite, the community has decided: the service asks it. The scope shows one's own; to admins all. */
export const invitationPolicy = {
  find: anyone,
  get: signedIn,
  create: signedIn,
  remove: (actor, { userId }) => actor.userId === userId || isAdmin(actor) || 'not_yours'
} satisfies Policy<Invitation>
