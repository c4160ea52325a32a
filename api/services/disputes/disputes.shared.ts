import type { Calls } from '../../client.ts'
import type { Dispute, DisputeQuery } from './disputes.schema.ts'

export type { Dispute, DisputeQuery }
export const disputePath = 'disputes'
export const disputeMethods = ['find', 'get'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [disputePath]: Pick<Calls<Dispute, never, never, DisputeQuery>, (typeof disputeMethods)[number] | 'on' | 'off'>
  }
}
