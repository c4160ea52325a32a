import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import type { Message, MessagePatch } from '../messages.schema.ts'
import type { MessageService } from '../messages.class.ts'

/** An edit takes the next rev of its room. A removal is an edit too: it leaves a tombstone for those who were away. */
export const revise = async (context: HookContext<MessageService>) => {
  const { data, id, method, params, service } = context
  const { roomId } = params.record as Message
  // the head locks the room; only now is the row certain
  const rev = (await service.head(roomId, params)).lastRev + 1
  const { deletedAt }: Message = await service.rows(params).where({ id }).first('deletedAt')
  if (deletedAt) throw refusal('gone')
  await service.moveHead(roomId, { lastRev: rev }, params)
  const now = Date.now()
  const changes =
    method === 'patch'
      ? { text: (data as MessagePatch).text, rev, editedAt: now }
      : { text: '', gift: null, rev, deletedAt: now }
  context.result = await service.revise(String(id), changes, params)
}
