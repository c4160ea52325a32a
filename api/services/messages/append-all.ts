import type { Knex } from 'knex'
import { refusal } from '../../errors.ts'
import { FeathersError } from '@feathersjs/errors'
import type { Actor, Place } from '../../policy.ts'
import type { Outcome } from '../../together.ts'
import { placeIn } from '../memberships/room-place.ts'
import type { Membership } from '../memberships/memberships.schema.ts'
import type { Room } from '../rooms/rooms.schema.ts'
import { keepPace } from './keep-pace.ts'
import { messageColumns, outward, type Row } from './message-rows.ts'
import type { Message } from './messages.schema.ts'

/** A message that is to be written. */
export interface Post extends Pick<Message, 'id' | 'roomId' | 'text' | 'replyTo'> {
  actor: Actor
  /** Whether its author may: asked with the room and the membership as they stand in the transaction. Absent for the server's own. */
  judge?: ((place: Place) => void) | undefined
}

export interface Appended {
  message: Message
  /** False when the same message was there already: it is answered as it stands, and heard by nobody. */
  isNew: boolean
}

/** A room while it is written to. */
export interface Head {
  room: Room & { directKey: string | null }
  members: Map<string, Membership>
  lastSeq: number
  lastRev: number
  /** When its last message was written (ms). */
  lastAt: number
}

/**
 * Writes messages of any rooms in one transaction, with as many statements for fifty as for one. Each gets its place in its room, in
 * their order; one that is refused takes nobody with it.
 */
export const appendAll = async (trx: Knex.Transaction, posts: readonly Post[]): Promise<Outcome<Appended>[]> => {
  const heads = await headsOf(trx, posts)
  const known = await knownOf(trx, posts)
  const fresh: Message[] = []
  const outcomes: Outcome<Appended>[] = []
  for (const post of posts) {
    try {
      const head = await admitted(trx, post, heads, known)
      const before = known.get(post.id)
      if (before) {
        const same = asBefore(post, before)
        outcomes.push(() => same)
        continue
      }
      const message = placed(post, head)
      known.set(message.id, message)
      fresh.push(message)
      outcomes.push(() => ({ message, isNew: true }))
    } catch (error) {
      if (!(error instanceof FeathersError)) throw error
      outcomes.push(() => {
        throw error
      })
    }
  }
  const grown = new Set(fresh.map(({ roomId }) => roomId))
  for (const [id, { lastSeq, lastRev }] of heads)
    if (grown.has(id)) await trx('rooms').where({ id }).update({ lastSeq, lastRev })
  if (fresh.length > 0) await trx('messages').insert(fresh)
  return outcomes
}

/** The rooms and those of their members who write, locked until the transaction ends. */
const headsOf = async (trx: Knex.Transaction, posts: readonly Post[]): Promise<Map<string, Head>> => {
  const roomIds = [...new Set(posts.map(({ roomId }) => roomId))].sort()
  // where others write, too, only what is read after the lock is certain; SQLite has one writer, and no such locks
  if (trx.client.config.client === 'pg')
    await trx('rooms').whereIn('id', roomIds).orderBy('id').forNoKeyUpdate().select('id')
  const rooms = await trx('rooms')
    .leftJoin('messages', (on) => on.on('messages.roomId', 'rooms.id').andOn('messages.seq', 'rooms.lastSeq'))
    .whereIn('rooms.id', roomIds)
    .select<(Head['room'] & { lastAt: number | null })[]>('rooms.*', 'messages.createdAt as lastAt')
  const userIds = [...new Set(posts.map(({ actor }) => actor.userId))]
  const memberships = await trx<Membership>('memberships').whereIn('roomId', roomIds).whereIn('userId', userIds)
  const membersOf = (id: string) =>
    new Map(memberships.flatMap((one) => (one.roomId === id ? [[one.userId, one]] : [])))
  return new Map(
    rooms.map(({ lastAt, ...room }) => {
      const { id, lastSeq, lastRev } = room
      return [id, { room, members: membersOf(id), lastSeq, lastRev, lastAt: lastAt ?? 0 }]
    })
  )
}

/** What is stored of these messages already, and what they reply to. */
const knownOf = async (trx: Knex.Transaction, posts: readonly Post[]): Promise<Map<string, Message>> => {
  const ids = posts.flatMap(({ id, replyTo }) => (replyTo ? [id, replyTo] : [id]))
  const rows: Row[] = await trx('messages').whereIn('id', ids).select(messageColumns)
  return new Map(rows.map((row) => [row.id, outward(row)]))
}

/** @throws what the author is refused with */
const admitted = async (
  trx: Knex.Transaction,
  { actor, id, judge, replyTo, roomId }: Post,
  heads: Map<string, Head>,
  known: Map<string, Message>
) => {
  const head = heads.get(roomId)
  if (!head) throw refusal('room_not_found')
  const membership = head.members.get(actor.userId)
  if (judge) {
    const place = placeIn(head.room, membership)
    judge(place)
    await keepPace(trx, actor, { ...place, room: head.room }, known.has(id))
  }
  const parent = replyTo ? known.get(replyTo) : undefined
  if (replyTo && !known.has(id)) {
    if (parent?.roomId !== roomId) throw refusal('parent_mismatch')
    if (parent.deletedAt) throw refusal('gone')
  }
  return head
}

/** @throws 409 `id_conflict` when the id is another message's */
const asBefore = ({ actor, replyTo, roomId, text }: Post, message: Message): Appended => {
  const same =
    message.editedAt !== null || message.deletedAt !== null || (message.text === text && message.replyTo === replyTo)
  if (message.userId !== actor.userId || message.roomId !== roomId || !same) throw refusal('id_conflict')
  return { message, isNew: false }
}

const placed = ({ actor, id, replyTo, roomId, text }: Post, head: Head): Message => {
  head.lastSeq++
  head.lastRev++
  // the clock may have been set back since: in a room no message is older than the one before it
  head.lastAt = Math.max(Date.now(), head.lastAt)
  const { lastSeq: seq, lastRev: rev, lastAt: createdAt } = head
  const who = { id, roomId, userId: actor.userId }
  // gifts come from the payments, never from a client
  return {
    ...who,
    seq,
    rev,
    kind: 'text',
    text,
    replyTo,
    donationId: null,
    gift: null,
    createdAt,
    editedAt: null,
    deletedAt: null
  }
}
