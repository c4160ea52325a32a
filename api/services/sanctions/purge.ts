import type { HookContext } from '../../declarations.ts'
import type { Message } from '../messages/messages.schema.ts'
import type { Room } from '../rooms/rooms.schema.ts'

/** One statement for thousands of messages, in words that both databases know. */
const TOMBSTONES = `
  update messages set text = '', gift = null, "deletedAt" = :deletedAt, rev = :lastRev + gone.n
  from (
    select id, row_number() over (order by seq) as n from messages
    where "userId" = :userId and "roomId" = :roomId and "deletedAt" is null
  ) as gone
  where messages.id = gone.id`

/**
 * Makes tombstones of all that somebody wrote, in one room or everywhere. Each takes the next `rev` of its room, so that whoever
 * was away catches up as with any change. Of each room only the last is heard: the others are a gap in `rev`, which every client
 * asks about by itself. Answers how many.
 */
export const purge = async ({ app, params }: HookContext, userId: string, roomId: string | null) => {
  const trx = params.transaction!.trx!
  const theirs = () => trx('messages').where({ userId, deletedAt: null, ...(roomId && { roomId }) })
  // rooms in one order, so that two purges at once do not wait for each other
  const rooms: string[] = await theirs().distinct('roomId').orderBy('roomId').pluck('roomId')
  let purged = 0
  for (const id of rooms) {
    const { lastRev }: Pick<Room, 'lastRev'> = await trx('rooms').where({ id }).forUpdate().first('lastRev')
    const ids: string[] = await theirs().where({ roomId: id }).orderBy('seq').pluck('id')
    await trx.raw(TOMBSTONES, { lastRev, deletedAt: Date.now(), userId, roomId: id })
    await trx('rooms')
      .where({ id })
      .update({ lastRev: lastRev + ids.length })
    const last: Message | undefined = await app
      .service('messages')
      ._get(ids.at(-1) ?? '', { transaction: params.transaction })
    params.transaction?.after?.(() => void app.service('messages').emit('removed', last))
    purged += ids.length
  }
  return purged
}
