import type { Paginated } from '@feathersjs/feathers'
import type { Balance, BalanceQuery } from './balances.schema.ts'

export type { Balance, BalanceQuery }
export const balancePath = 'balances'
export const balanceMethods = ['find'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [balancePath]: { find(params: { query: BalanceQuery }): Promise<Paginated<Balance>> }
  }
}
