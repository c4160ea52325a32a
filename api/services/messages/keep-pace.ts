import type { Knex } from 'knex'
import { refusal } from '../../errors.ts'
import { moderates, type Actor, type Place } from '../../policy.ts'
import { refuseBlocked } from '../blocks/refuse-blocked.ts'
import type { Room } from '../rooms/rooms.schema.ts'

interface Paced extends Place {
  room: Room & { directKey: string | null }
}

/**
 * In a slow room a member waits between two messages; those who keep order do not. When somebody last wrote is kept only there.
 * In a conversation of two nobody writes to whom they have blocked, or by whom they are. `isRepeated`: sending the same once more is
 * no new message. @throws 429 `slow_mode`, 403 `blocked`
 */
export const keepPace = async (trx: Knex, actor: Actor, place: Paced, isRepeated: boolean) => {
  const { id: roomId, directKey, slowSeconds } = place.room
  const people = directKey?.split(',') ?? []
  if (people.length === 2) await refuseBlocked(trx, people[0] ?? '', people[1] ?? '')
  if (!slowSeconds || moderates(actor, place) || isRepeated) return

  const mine = { roomId, userId: actor.userId }
  const { postedAt } = await trx('memberships').where(mine).first('postedAt')
  const now = Date.now()
  const wait = Number(postedAt ?? 0) + slowSeconds * 1000 - now
  if (wait > 0) throw refusal('slow_mode', { retryAfter: Math.ceil(wait / 1000) })
  await trx('memberships').where(mine).update({ postedAt: now })
}
