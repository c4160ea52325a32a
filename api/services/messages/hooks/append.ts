import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import type { Message, MessageData } from '../messages.schema.ts'
import type { MessageService } from '../messages.class.ts'

/** Gives a new message its author, time and place. One that is stored is answered as it stands, and heard by nobody. */
export const append = async (context: HookContext<MessageService>) => {
  const { params, service } = context
  const { id = uuidv7(), roomId, text, replyTo = null } = context.data as unknown as MessageData
  const userId = params.actor!.userId
  const head = await service.head(roomId, params)

  const stored = (await service.rows(params).where({ id }).first()) as Message | undefined
  if (stored) {
    const changed = stored.editedAt || stored.deletedAt
    const same = changed || (stored.text === text && stored.replyTo === replyTo)
    if (stored.userId !== userId || stored.roomId !== roomId || !same) throw refusal('id_conflict')
    context.event = null
    context.result = stored
    return
  }
  if (replyTo) await repliesWithin(roomId, replyTo, context)
  const place = { seq: head.lastSeq + 1, rev: head.lastRev + 1 }
  await service.moveHead(roomId, { lastSeq: place.seq, lastRev: place.rev }, params)
  const times = { createdAt: Date.now(), editedAt: null, deletedAt: null }
  const message: Message = { id, roomId, userId, ...place, kind: 'text', text, replyTo, donationId: null, ...times }
  await service.rows(params).insert(message).catch(asConflict)
  // every column stands in it, so there is nothing to read back
  context.result = message
}

/** The same id sent to another room at the same moment. */
const asConflict = (error: unknown): never => {
  throw isUniqueViolation(error) ? refusal('id_conflict') : error
}

const repliesWithin = async (roomId: string, replyTo: string, { params, service }: HookContext<MessageService>) => {
  const parent: Message | undefined = await service.rows(params).where({ id: replyTo }).first('roomId', 'deletedAt')
  if (parent?.roomId !== roomId) throw refusal('parent_mismatch')
  if (parent.deletedAt) throw refusal('gone')
}
