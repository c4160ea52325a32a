import type { Knex } from 'knex'
import { refusal } from '../../errors.ts'
import { FeathersError } from '@feathersjs/errors'
import type { Actor, Place } from '../../policy.ts'
import type { Outcome } from '../../together.ts'
import { placeIn } from '../memberships/room-place.ts'
import { headsOf, type Head } from './heads.ts'
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

/** Their order is that of the posts, also where several are about the same id. */
type Outcomes = Outcome<Appended>[]

/**
 * Writes messages of any rooms in one transaction, with as many statements for fifty as for one. Each gets its place in its room, in
 * their order; one that is refused takes nobody with it.
 */
export const appendAll = async (trx: Knex.Transaction, posts: readonly Post[]): Promise<Outcomes> => {
  const heads = await headsOf(trx, posts)
  // most were never sent before, and most rooms do not care: it is asked only where it matters
  let known = mattersWhatIsKnown(posts, heads) ? await knownOf(trx, posts) : new Map<string, Message>()
  const paced = new Set<Post>()
  for (;;) {
    const { outcomes, fresh, moved } = await placeAll(trx, posts, { heads, known, paced })
    if (await insertAll(trx, fresh)) {
      for (const { room, lastSeq, lastRev } of moved)
        await trx('rooms').where({ id: room.id }).update({ lastSeq, lastRev })
      return outcomes
    }
    known = await knownOf(trx, posts)
  }
}

/** How things stand when places are given. */
interface Standing {
  heads: ReadonlyMap<string, Head>
  /** What is stored already of the messages, and of those that they reply to. */
  known: ReadonlyMap<string, Message>
  /** Those whose pace has been looked at: that counts as having written. */
  paced: Set<Post>
}

const mattersWhatIsKnown = (posts: readonly Post[], heads: ReadonlyMap<string, Head>) =>
  posts.some(({ replyTo, roomId }) => replyTo || heads.get(roomId)?.room.slowSeconds)

/** Gives each its place, as if nobody else had been given it before. */
const placeAll = async (trx: Knex.Transaction, posts: readonly Post[], { paced, ...before }: Standing) => {
  const heads = new Map([...before.heads].map(([id, head]) => [id, { ...head }]))
  const known = new Map(before.known)
  const fresh: Message[] = []
  const outcomes: Outcomes = []
  for (const post of posts) {
    try {
      const head = await admitted(trx, post, { heads, known, paced })
      const earlier = known.get(post.id)
      if (earlier) {
        const same = asBefore(post, earlier)
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
  return { outcomes, fresh, moved: [...heads.values()].filter(({ room }) => grown.has(room.id)) }
}

/** Writes all of them; or none, and answers false, when one of their ids is stored already. */
const insertAll = async (trx: Knex.Transaction, fresh: readonly Message[]) => {
  if (fresh.length === 0) return true
  const stored = await trx('messages').insert(fresh).onConflict('id').ignore().returning<Pick<Message, 'id'>[]>('id')
  if (stored.length === fresh.length) return true
  const ids = stored.map(({ id }) => id)
  if (ids.length > 0) await trx('messages').whereIn('id', ids).del()
  return false
}

const knownOf = async (trx: Knex.Transaction, posts: readonly Post[]): Promise<Map<string, Message>> => {
  const ids = posts.flatMap(({ id, replyTo }) => (replyTo ? [id, replyTo] : [id]))
  const rows: Row[] = await trx('messages').whereIn('id', ids).select(messageColumns)
  return new Map(rows.map((row) => [row.id, outward(row)]))
}

/** @throws what the author is refused with */
const admitted = async (trx: Knex.Transaction, post: Post, { heads, known, paced }: Standing) => {
  const { actor, id, judge, replyTo, roomId } = post
  const head = heads.get(roomId)
  if (!head) throw refusal('room_not_found')
  const membership = head.members.get(actor.userId)
  if (judge) {
    const place = placeIn(head.room, membership)
    judge(place)
    if (!paced.has(post)) await keepPace(trx, actor, { ...place, room: head.room }, known.has(id))
    paced.add(post)
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
