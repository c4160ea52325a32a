import { signedIn, type Policy } from '../../policy.ts'
import type { Confirmation } from './confirmations.schema.ts'

export const confirmationPolicy = { create: signedIn } satisfies Policy<Confirmation>
