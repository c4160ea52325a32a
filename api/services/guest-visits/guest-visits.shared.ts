import type { Calls } from '../../client.ts'
import type { GuestVisit, GuestVisitData } from './guest-visits.schema.ts'

export type { GuestVisit, GuestVisitData }
export const guestVisitPath = 'guest-visits'
export const guestVisitMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [guestVisitPath]: Pick<Calls<GuestVisit, GuestVisitData, never, never>, (typeof guestVisitMethods)[number]>
  }
}
