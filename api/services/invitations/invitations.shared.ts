import type { Calls } from '../../client.ts'
import type { Invitation, InvitationData, InvitationQuery } from './invitations.schema.ts'

export type { Invitation, InvitationData, InvitationQuery }
export const invitationPath = 'invitations'
/** `remove` revokes: the link works no more, who came in by it stays. */
export const invitationMethods = ['find', 'get', 'create', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [invitationPath]: Pick<
      Calls<Invitation, InvitationData, never, InvitationQuery>,
      (typeof invitationMethods)[number] | 'on' | 'off'
    >
  }
}
