import { isAdmin, type Actor, type Policy } from '../../policy.ts'
import type { Act } from './acts.schema.ts'

const byAdmins = (actor: Actor) => isAdmin(actor) || 'not_admin'

export const actPolicy = { find: byAdmins, get: byAdmins } satisfies Policy<Act>
