import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { moderates } from '../../../policy.ts'
import { refuseBlocked } from '../../blocks/refuse-blocked.ts'
import type { Room } from '../../rooms/rooms.schema.ts'
import type { Message } from '../messages.schema.ts'

/**
 * In a slow room a member waits between two messages; those who keep order do not. When somebody last wrote is kept only there.
 * In a conversation of two nobody writes to whom they have blocked, or by whom they are.
 */
export const keepPace = async ({ data, params }: HookContext) => {
  const { actor, place, provider, transaction } = params
  const room = place?.room as (Room & { directKey: string | null }) | undefined
  if (!provider || !actor || !room) return
  const trx = transaction!.trx!
  const people = room.directKey?.split(',') ?? []
  if (people.length === 2) await refuseBlocked(trx, people[0] ?? '', people[1] ?? '')
  if (!room.slowSeconds || moderates(actor, place ?? {})) return

  const { id, roomId } = data as Message
  // sending the same once more is no new message
  if (id && (await trx('messages').where({ id }).first('id'))) return
  const mine = { roomId, userId: actor.userId }
  const { postedAt } = await trx('memberships').where(mine).first('postedAt')
  const now = Date.now()
  const wait = Number(postedAt ?? 0) + room.slowSeconds * 1000 - now
  if (wait > 0) throw refusal('slow_mode', { retryAfter: Math.ceil(wait / 1000) })
  await trx('memberships').where(mine).update({ postedAt: now })
}
