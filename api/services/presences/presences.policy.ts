import type { Policy } from '../../policy.ts'
import type { Presence } from './presences.schema.ts'

/** Who may read a room may see who is there, and be there. */
export const presencePolicy = {
  find: (_actor, _query, { membership }) => membership !== undefined || 'not_member',
  create: (_actor, _presence, { membership }) => membership !== undefined || 'not_member',
  /** Going away needs no right. */
  remove: () => true
} satisfies Policy<Presence>
