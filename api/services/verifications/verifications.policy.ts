import { anyone, type Policy } from '../../policy.ts'
import type { Verification } from './verifications.schema.ts'

/** Whoever opens the mail has the link, signed in or not. */
export const verificationPolicy = { create: anyone } satisfies Policy<Verification>
