import type { Calls } from '../../client.ts'
import type { Reset, ResetData } from './resets.schema.ts'

export type { Reset, ResetData }
export const resetPath = 'resets'
export const resetMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [resetPath]: Pick<Calls<Reset, ResetData, never, never>, (typeof resetMethods)[number]>
  }
}
