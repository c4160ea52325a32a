import type { Calls } from '../../client.ts'
import type { Room, RoomData, RoomPatch, RoomQuery } from './rooms.schema.ts'

export type { Room, RoomData, RoomPatch, RoomQuery }
export const roomPath = 'rooms'
/** `remove` archives: the room keeps its history and takes no more messages. */
export const roomMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

/** A name as it stands in an address: lower case, words joined by dashes, letters of any script kept. */
export const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')

declare module '../../client.ts' {
  interface ClientServices {
    [roomPath]: Pick<Calls<Room, RoomData, RoomPatch, RoomQuery>, (typeof roomMethods)[number] | 'on' | 'off'>
  }
}
