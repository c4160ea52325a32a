import type { Paginated } from '@feathersjs/feathers'
import type { Supporter, SupporterQuery } from './supporters.schema.ts'

export type { Supporter, SupporterQuery }

/** A page of supporters; `kindSouls` is how many gifts came without a name. */
export interface Supporters extends Paginated<Supporter> {
  kindSouls: number
}
export const supporterPath = 'supporters'
export const supporterMethods = ['find'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [supporterPath]: { find(params: { query: SupporterQuery }): Promise<Supporters> }
  }
}
