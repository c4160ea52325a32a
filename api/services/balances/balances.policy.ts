import { anyone, type Policy } from '../../policy.ts'
import type { Balance } from './balances.schema.ts'

/** What became of the money of a campaign is told to everybody: sums, and nobody's gift. */
export const balancePolicy = { find: anyone } satisfies Policy<Balance>
