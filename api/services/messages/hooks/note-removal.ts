import type { HookContext } from '../../../declarations.ts'
import { recordAct } from '../../acts/record-act.ts'
import type { Message } from '../messages.schema.ts'

/** Taking back one's own words is one's own affair; taking away somebody else's stands in the log. */
export const noteRemoval = async (context: HookContext) => {
  const { params, id } = context
  const { userId, roomId } = params.record as Message
  if (params.provider && userId !== params.actor?.userId)
    await recordAct(context, {
      action: 'messages.remove',
      subjectId: userId ?? undefined,
      roomId,
      recordId: String(id)
    })
}
