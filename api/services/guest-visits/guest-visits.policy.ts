import { anyone, type Policy } from '../../policy.ts'
import type { GuestVisitData } from './guest-visits.schema.ts'

/** Whoever has the link of the mail, signed in or not. To take the gift into an account one must be. */
export const guestVisitPolicy = { create: anyone } satisfies Policy<GuestVisitData>
