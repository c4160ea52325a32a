import { anyone, type Policy } from '../../policy.ts'
import type { Supporter } from './supporters.schema.ts'

/** Who gave is told as far as each wants it, to everybody. */
export const supporterPolicy = { find: anyone } satisfies Policy<Supporter>
