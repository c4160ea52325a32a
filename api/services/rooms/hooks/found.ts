import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import { searchText } from '../../../search.ts'
import type { Table } from '../../../table.ts'
import type { Room, RoomData } from '../rooms.schema.ts'
import { refuseBlocked } from '../../blocks/refuse-blocked.ts'
import { freeSlug } from '../slug.ts'

/** Makes a room with its first people in it. A direct room that exists already is answered as it stands, heard by nobody. */
export const found = async (context: HookContext<Table<Room>>) => {
  const { app, params, service } = context
  const data = context.data as unknown as RoomData
  const { actor, transaction } = params
  const room = data.visibility === 'direct' ? direct(actor!.userId, data.userIds) : await named(transaction!.trx!, data)
  const userIds = room.directKey?.split(',') ?? [actor!.userId]
  if (room.directKey) await everyoneExists(transaction!.trx!, userIds)
  if (room.directKey && userIds.length === 2) await refuseBlocked(transaction!.trx!, userIds[0] ?? '', userIds[1] ?? '')

  // two who begin the same conversation at once: the second waits here for the first, and then finds it
  const made = service.rows(params).insert({ ...room, search: searchText(room.name), createdAt: Date.now() })
  const [row] = await made.onConflict('directKey').ignore().returning('id').catch(asTakenSlug)
  if (!row) {
    context.event = null
    const existing = await service.rows(params).where({ directKey: room.directKey }).first('id')
    context.result = await service._get(existing.id, { transaction })
    return
  }
  context.result = await service._get(room.id, { transaction })
  const role = room.directKey ? 'member' : 'owner'
  for (const userId of userIds) {
    await app.service('memberships').create({ roomId: room.id, userId, role }, { transaction, actor })
  }
}

const direct = (self: string, others: string[]) => {
  const id = uuidv7()
  const directKey = [...new Set([self, ...others])].sort().join(',')
  return { id, slug: id, name: '', topic: '', visibility: 'direct' as const, directKey }
}

const named = async (
  trx: Knex,
  { name, slug, topic = '', visibility }: Exclude<RoomData, { visibility: 'direct' }>
) => {
  // two rooms of one name made at once must not choose the same address
  if (!slug) await trx('communities').forUpdate().first('id')
  return { id: uuidv7(), slug: slug ?? (await freeSlug(trx, name)), name, topic, visibility, directKey: null }
}

const everyoneExists = async (trx: Knex, userIds: string[]) => {
  const known = await trx('users')
    .whereIn('id', userIds)
    .where({ status: 'active' })
    .whereNotNull('admittedAt')
    .pluck('id')
  if (known.length < userIds.length) throw refusal('user_not_found')
}

/** The other unique column of a new room. */
export const asTakenSlug = (error: unknown): never => {
  throw isUniqueViolation(error) ? refusal('slug_taken') : error
}
