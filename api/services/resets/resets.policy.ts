import { anyone, type Policy } from '../../policy.ts'
import type { Reset } from './resets.schema.ts'

/** Who has forgotten the password cannot be signed in. */
export const resetPolicy = { create: anyone } satisfies Policy<Reset>
