import { Type, type Static } from '@feathersjs/typebox'
import { Id, Time } from '../../validators.ts'

/** Somebody is writing in a room. Never stored: it is heard, and forgotten after 6 s. */
export const typingSchema = Type.Object(
  { roomId: Id(), userId: Id(), at: Time() },
  { $id: 'Typing', additionalProperties: false }
)
export type Typing = Static<typeof typingSchema>

export const typingDataSchema = Type.Pick(typingSchema, ['roomId'], { $id: 'TypingData' })
export type TypingData = Static<typeof typingDataSchema>
