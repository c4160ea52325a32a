import type { Calls } from '../../client.ts'
import type { Membership, MembershipData, MembershipPatch, MembershipQuery } from './memberships.schema.ts'

export type { Membership, MembershipData, MembershipPatch, MembershipQuery }
export const membershipPath = 'memberships'
export const membershipMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [membershipPath]: Pick<
      Calls<Membership, MembershipData, MembershipPatch, MembershipQuery>,
      (typeof membershipMethods)[number] | 'on' | 'off'
    >
  }
}
