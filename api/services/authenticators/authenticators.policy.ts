import { signedIn, type Policy } from '../../policy.ts'
import type { Authenticator, AuthenticatorPatch } from './authenticators.schema.ts'

/** The scope shows only one's own. */
export const authenticatorPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  patch: signedIn,
  remove: signedIn
} satisfies Policy<Authenticator, AuthenticatorPatch>
