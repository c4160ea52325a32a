import { signedIn, type Policy } from '../../policy.ts'
import type { LedgerEntry } from './ledger.schema.ts'

/** The books are open to everybody who is in, by finished days; which gift a line belongs to, and when, is for treasurers. */
export const ledgerPolicy = { find: signedIn, get: signedIn } satisfies Policy<LedgerEntry>
