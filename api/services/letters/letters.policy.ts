import { isOwner, type Actor, type Policy } from '../../policy.ts'
import type { Letter } from './letters.schema.ts'

/** Who reads a letter can use its link, also one that gives a new password: so nobody but an owner does. */
const byOwner = (actor: Actor) => isOwner(actor) || 'not_owner'

export const letterPolicy = { find: byOwner, get: byOwner, remove: byOwner } satisfies Policy<Letter>
