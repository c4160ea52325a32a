import { anyone, type Policy } from '../../policy.ts'
import type { GuestGiftData } from './guest-gifts.schema.ts'

/** Whether people without an account may give here is the owner's choice, which the service looks up. */
export const guestGiftPolicy = { create: anyone } satisfies Policy<GuestGiftData>
