import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import { searchText } from '../../../search.ts'
import type { Table } from '../../../table.ts'
import type { Room, RoomData } from '../rooms.schema.ts'
import { freeSlug } from '../slug.ts'

/** Makes a room with its first people in it. A direct room that exists already is answered as it stands, heard by nobody. */
export const found = async (context: HookContext<Table<Room>>) => {
  const { app, params, service } = context
  const data = context.data as unknown as RoomData
  const userId = params.actor!.userId
  const trx = params.transaction!.trx!
  const userIds = data.visibility === 'direct' ? [...new Set([userId, ...data.userIds])].sort() : [userId]
  const directKey = data.visibility === 'direct' ? userIds.join(',') : null

  if (directKey) {
    const existing = await trx('rooms').where({ directKey }).first('id')
    if (existing) {
      context.event = null
      context.result = await service._get(existing.id, { transaction: params.transaction })
      return
    }
    const known = await trx('users').whereIn('id', userIds).where({ status: 'active' }).pluck('id')
    if (known.length < userIds.length) throw refusal('user_not_found')
  }

  const id = uuidv7()
  const named = data.visibility === 'direct' ? { slug: id, name: '', topic: '' } : { topic: '', ...data }
  const slug = named.slug ?? (await freeSlug(trx, named.name))
  const { visibility } = data
  const row = { ...named, id, slug, visibility, directKey, search: searchText(named.name), createdAt: Date.now() }
  context.result = await service._create(row, params).catch((error: unknown) => {
    throw isUniqueViolation(error) ? refusal('slug_taken') : error
  })
  const { transaction, actor } = params
  for (const member of userIds) {
    const role = directKey ? 'member' : 'owner'
    await app.service('memberships').create({ roomId: id, userId: member, role }, { transaction, actor })
  }
}
