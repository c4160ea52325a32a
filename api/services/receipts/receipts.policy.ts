import { signedIn, type Policy } from '../../policy.ts'
import type { Receipt } from './receipts.schema.ts'

/** The scope shows one's own, and treasurers all. */
export const receiptPolicy = { find: signedIn, get: signedIn } satisfies Policy<Receipt>
