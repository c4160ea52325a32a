import { Type, type Static } from '@feathersjs/typebox'
import { Id } from '../../validators.ts'

/** Somebody is here: has this room open in at least one window. Never stored: it lasts as long as the connection. */
export const presenceSchema = Type.Object(
  { roomId: Id(), userId: Id() },
  { $id: 'Presence', additionalProperties: false }
)
export type Presence = Static<typeof presenceSchema>

/** Over a socket only: "this window shows that room", and no other any more. */
export const presenceDataSchema = Type.Pick(presenceSchema, ['roomId'], { $id: 'PresenceData' })
export type PresenceData = Static<typeof presenceDataSchema>

export const presenceQuerySchema = Type.Object({ roomId: Id() }, { $id: 'PresenceQuery', additionalProperties: false })
export type PresenceQuery = Static<typeof presenceQuerySchema>
