import type { Room } from '$sdk'
import { memberships } from '../memberships/memberships.svelte.ts'
import { profiles } from '../profiles/profiles.svelte.ts'
import { session } from '../sessions/session.svelte.ts'

const list = new Intl.ListFormat(undefined, { type: 'conjunction' })

/** The others in a direct room; nobody in the room for one's own notes. */
export const othersIn = (room: Room): readonly string[] =>
  (memberships.in(room.id) ?? []).map(({ userId }) => userId).filter((id) => id !== session.userId)

/** What a room is called: its name, or in a direct room the other people. */
export const nameOf = (room: Room): string => {
  if (room.visibility !== 'direct') return room.name
  if (!memberships.in(room.id)) return '…'
  const names = othersIn(room).map((id) => profiles.get(id).displayName)
  return names.length === 0 ? 'Notes to myself' : list.format(names)
}

/** The room as one says it: "#garden", "Mina Okafor". */
export const titleOf = (room: Room): string => (room.visibility === 'direct' ? nameOf(room) : `#${room.name}`)

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true })

/** Sorted as people sort names. */
export const inOrder = (rooms: readonly Room[]): Room[] =>
  rooms
    .map((room) => ({ room, name: nameOf(room) }))
    .sort((a, b) => byName.compare(a.name, b.name))
    .map(({ room }) => room)
