import { signedIn, type Policy } from '../../policy.ts'
import type { Profile } from './profiles.schema.ts'

/** Everyone who is signed in sees every face; each changes only their own. */
export const profilePolicy = {
  find: signedIn,
  get: signedIn,
  patch: (actor, profile) => actor.userId === profile.id || 'not_yours'
} satisfies Policy<Profile>
