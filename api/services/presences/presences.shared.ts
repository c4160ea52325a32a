import type { Calls } from '../../client.ts'
import type { Presence, PresenceData, PresenceQuery } from './presences.schema.ts'

export type { Presence, PresenceData, PresenceQuery }
export const presencePath = 'presences'
/** `create` tells that this window shows a room; `remove` (the room's id) that it no longer does. */
export const presenceMethods = ['find', 'create', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [presencePath]: Pick<
      Calls<Presence, PresenceData, never, PresenceQuery>,
      (typeof presenceMethods)[number] | 'on' | 'off'
    >
  }
}
