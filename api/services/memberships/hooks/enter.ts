import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import type { Table } from '../../../table.ts'
import type { Room } from '../../rooms/rooms.schema.ts'
import { heldUntil } from '../../sanctions/held-until.ts'
import type { Membership, MembershipData } from '../memberships.schema.ts'

/** Puts somebody into a room, who has read all that was said before. Who is there already stays as they are, heard by nobody. */
export const enter = async (context: HookContext<Table<Membership>>) => {
  const { params, service } = context
  const { roomId, userId = params.actor!.userId, role = 'member' } = context.data as unknown as MembershipData
  const { trx } = params.transaction!
  const existing = await service.rows(params).where({ roomId, userId }).first('id')
  if (existing) {
    context.event = null
    context.result = await service._get(existing.id, { transaction: params.transaction })
    return
  }
  const { lastSeq }: Pick<Room, 'lastSeq'> = await trx!('rooms').where({ id: roomId }).first('lastSeq')
  const known = await trx!('users').where({ id: userId, status: 'active' }).whereNotNull('admittedAt').first('id')
  if (!known) throw refusal('user_not_found')
  const banned = await trx!('sanctions')
    .where({ roomId, userId, kind: 'ban', liftedAt: null })
    .where((lasting) => void lasting.whereNull('endsAt').orWhere('endsAt', '>', Date.now()))
    .first('id')
  if (banned) throw refusal('banned')
  const row: Membership = {
    id: uuidv7(),
    roomId,
    userId,
    role,
    readSeq: lastSeq,
    // who was muted and leaves comes back muted
    mutedUntil: (await heldUntil(trx!, { roomId, userId }, 'mute')) || null,
    notify: 'all',
    createdAt: Date.now()
  }
  context.data = row
}
