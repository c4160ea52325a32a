import type { Knex } from 'knex'
import type { Place } from '../../policy.ts'
import type { Room } from '../rooms/rooms.schema.ts'

type Member = NonNullable<Place['membership']>

/** A room while it is written to. */
export interface Head {
  room: Room & { directKey: string | null }
  /** Those of its members who write. */
  members: ReadonlyMap<string, Member>
  lastSeq: number
  lastRev: number
  /** When its last message was written (ms). */
  lastAt: number
}

/** A room with one of those who write to it, if they are a member. */
type Row = Head['room'] & { lastAt: number | null } & {
  memberId: string | null
  memberRole: Member['role']
  memberMutedUntil: number | null
}

/** Rooms by their id, locked until the transaction ends, and their members among those who write. */
export const headsOf = async (
  trx: Knex.Transaction,
  posts: readonly { roomId: string; actor: { userId: string } }[]
): Promise<Map<string, Head>> => {
  const roomIds = [...new Set(posts.map(({ roomId }) => roomId))].sort()
  const userIds = [...new Set(posts.map(({ actor }) => actor.userId))]
  // where others write, too, only what is read after the lock is certain; SQLite has one writer, and no such locks
  if (trx.client.config.client === 'pg')
    await trx('rooms').whereIn('id', roomIds).orderBy('id').forNoKeyUpdate().select('id')
  const rows = await trx('rooms')
    .leftJoin('messages', (on) => on.on('messages.roomId', 'rooms.id').andOn('messages.seq', 'rooms.lastSeq'))
    .leftJoin('memberships', (on) => on.on('memberships.roomId', 'rooms.id').andOnIn('memberships.userId', userIds))
    .whereIn('rooms.id', roomIds)
    .select<Row[]>('rooms.*', 'messages.createdAt as lastAt', {
      memberId: 'memberships.userId',
      memberRole: 'memberships.role',
      memberMutedUntil: 'memberships.mutedUntil'
    })
  return new Map(roomIds.flatMap((id) => headOf(rows.filter((row) => row.id === id))))
}

/** One room, of as many rows as it has members who write. */
const headOf = (rows: readonly Row[]): [string, Head][] => {
  const [first] = rows
  if (!first) return []
  const { lastAt, memberId: _id, memberRole: _role, memberMutedUntil: _muted, ...room } = first
  const members = new Map(
    rows.flatMap(({ id: roomId, memberId: userId, memberRole: role, memberMutedUntil: mutedUntil }) =>
      userId ? [[userId, { userId, roomId, role, mutedUntil }]] : []
    )
  )
  const { lastSeq, lastRev } = room
  return [[room.id, { room, members, lastSeq, lastRev, lastAt: lastAt ?? 0 }]]
}
