import { signedIn, type Policy } from '../../policy.ts'
import type { Passkey, PasskeyPatch } from './passkeys.schema.ts'

/** The scope shows only one's own. */
export const passkeyPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  patch: signedIn,
  remove: signedIn
} satisfies Policy<Passkey, PasskeyPatch>
