import type { Calls } from '../../client.ts'
import type { LedgerEntry, LedgerQuery } from './ledger.schema.ts'

export type { LedgerEntry, LedgerQuery }
export const ledgerPath = 'ledger'
export const ledgerMethods = ['find', 'get'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [ledgerPath]: Pick<Calls<LedgerEntry, never, never, LedgerQuery>, (typeof ledgerMethods)[number]>
  }
}
