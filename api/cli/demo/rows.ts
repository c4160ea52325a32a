import { v7 as uuidv7 } from 'uuid'
import { searchText } from '../../search.ts'
import { logOf } from './log.ts'
import type { Demo, DemoMember, DemoMessage } from './types.ts'

type Row = Record<string, string | number | null>

/** The community as rows of its tables, in the order in which they refer to each other. */
export const rowsOf = (demo: Demo, passwordHash: string): [table: string, rows: Row[]][] => {
  const ids = new Map(demo.people.map(({ handle, joinedAt }) => [handle, uuidv7({ msecs: joinedAt })]))
  const idOf = (handle: string) => {
    const id = ids.get(handle)
    if (!id) throw new Error(`Nobody is called ${handle}`)
    return id
  }
  return [...peopleRows(demo, idOf, passwordHash), ...roomRows(demo, idOf)]
}

type IdOf = (handle: string) => string

const peopleRows = ({ people }: Demo, idOf: IdOf, passwordHash: string): [string, Row[]][] => {
  const users = people.map(({ handle, email, role, joinedAt }) => ({
    id: idOf(handle),
    email,
    role,
    status: 'active',
    emailVerifiedAt: joinedAt,
    admittedAt: joinedAt,
    createdAt: joinedAt
  }))
  const credentials = users.map(({ id }) => ({ userId: id, passwordHash }))
  const profiles = people.map(({ handle, displayName, bio, pronouns, timezone, links, hue, joinedAt }) => ({
    id: idOf(handle),
    handle,
    displayName,
    search: searchText(displayName, handle),
    bio,
    pronouns,
    timezone,
    links: JSON.stringify(links),
    avatarId: null,
    hue,
    supporterSince: null,
    createdAt: joinedAt
  }))
  return [
    ['users', users],
    ['credentials', credentials],
    ['profiles', profiles]
  ]
}

/** A room of either sort; `place` is how messages speak of it. */
interface Place {
  place: string | number
  slug?: string
  name: string
  topic: string
  visibility: string
  directKey: string | null
  members: DemoMember[]
  createdAt: number
}

const roomRows = (demo: Demo, idOf: IdOf): [string, Row[]][] => {
  const places: Place[] = [
    ...demo.rooms.map(({ createdBy: _createdBy, ...room }) => ({ ...room, place: room.slug, directKey: null })),
    ...demo.directs.map((direct, place) => ({
      ...direct,
      place,
      name: '',
      topic: '',
      visibility: 'direct',
      directKey: direct.members
        .map(({ handle }) => idOf(handle))
        .sort()
        .join(',')
    }))
  ]
  const rooms: Row[] = []
  const memberships: Row[] = []
  const messages: Row[] = []
  for (const { place, members, ...room } of places) {
    const id = uuidv7({ msecs: room.createdAt })
    const { entries, lastSeq, lastRev } = logOf(demo.messages, place)
    rooms.push({ slug: id, ...room, id, search: searchText(room.name), archivedAt: null, lastSeq, lastRev })
    for (const { seq, rev, replyTo, message, id: messageId } of entries) {
      messages.push({ id: messageId, roomId: id, seq, rev, replyTo, ...messageFields(message, idOf) })
    }
    for (const { handle, role, joinedAt, unread } of members) {
      // nobody has left unread what stands above their own latest message
      const ownLatest = entries.findLast(({ message }) => message.author === handle)?.seq ?? 0
      const readSeq = Math.max(ownLatest, lastSeq - unread)
      const userId = idOf(handle)
      memberships.push({
        id: uuidv7({ msecs: joinedAt }),
        roomId: id,
        userId,
        role,
        readSeq,
        notify: 'all',
        createdAt: joinedAt
      })
    }
  }
  return [
    ['rooms', rooms],
    ['memberships', memberships],
    ['messages', messages]
  ]
}

const messageFields = ({ author, text, at, editedAt, deletedAt }: DemoMessage, idOf: IdOf) => ({
  userId: idOf(author),
  kind: 'text',
  text,
  donationId: null,
  createdAt: at,
  editedAt: editedAt ?? null,
  deletedAt: deletedAt ?? null
})
