import type { Calls } from '../../client.ts'
import type { Sanction, SanctionData, SanctionQuery } from './sanctions.schema.ts'

export type { Sanction, SanctionData, SanctionQuery }
export const sanctionPath = 'sanctions'
/** `remove` lifts: the record stays. */
export const sanctionMethods = ['find', 'get', 'create', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [sanctionPath]: Pick<
      Calls<Sanction, SanctionData, never, SanctionQuery>,
      (typeof sanctionMethods)[number] | 'on' | 'off'
    >
  }
}
