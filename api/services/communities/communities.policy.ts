import { anyone, isAdmin, type Policy } from '../../policy.ts'
import type { Community } from './communities.schema.ts'

/** The name over the door is for everybody to read. */
export const communityPolicy = {
  find: anyone,
  get: anyone,
  patch: (actor) => isAdmin(actor) || 'not_admin'
} satisfies Policy<Community>
