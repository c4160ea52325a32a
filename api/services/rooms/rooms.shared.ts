import type { Calls } from '../../client.ts'
import type { Room, RoomData, RoomPatch, RoomQuery } from './rooms.schema.ts'

export type { Room, RoomData, RoomPatch, RoomQuery }
export const roomPath = 'rooms'
/** `remove` archives: the room keeps its history and takes no more messages. */
export const roomMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [roomPath]: Pick<Calls<Room, RoomData, RoomPatch, RoomQuery>, (typeof roomMethods)[number] | 'on' | 'off'>
  }
}
