import { anyone, isAdmin, isOwner, type Policy } from '../../policy.ts'
import type { Community, CommunityPatch } from './communities.schema.ts'

/** The name over the door is for everybody to read. */
export const communityPolicy = {
  find: anyone,
  get: anyone,
  /** Who comes in is for the owner to say; the rest for all who run the community. */
  patch: (actor, _community, _place, { signUp, invitedBy, guestGifts, bankAccount }) => {
    // where money comes from and goes to, too
    if (bankAccount !== undefined || guestGifts !== undefined || (signUp ?? invitedBy))
      return isOwner(actor) || 'not_owner'
    return isAdmin(actor) || 'not_admin'
  }
} satisfies Policy<Community, CommunityPatch>
