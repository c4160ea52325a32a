import type { Calls } from '../../client.ts'
import type { Act, ActQuery } from './acts.schema.ts'

export type { Act, ActQuery }
export const actPath = 'acts'
export const actMethods = ['find', 'get'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [actPath]: Pick<Calls<Act, never, never, ActQuery>, (typeof actMethods)[number]>
  }
}
