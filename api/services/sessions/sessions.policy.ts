import { signedIn, type Policy } from '../../policy.ts'
import type { Session } from './sessions.schema.ts'

/** The scope shows only one's own sessions; with these everything may be done that exists. */
export const sessionPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  patch: signedIn,
  remove: signedIn
} satisfies Policy<Session>
