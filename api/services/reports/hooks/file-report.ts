import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import type { Table } from '../../../table.ts'
import { roomPlace } from '../../memberships/room-place.ts'
import type { Message } from '../../messages/messages.schema.ts'
import type { Report, ReportData } from '../reports.schema.ts'

/** So many messages before and after are kept with a report. */
const AROUND = 3

/**
 * Keeps what was said around a reported message as it stands now: deleting it later does not take it out of sight, and who keeps
 * order need not be in the room. Reporting the same once more answers the report that is open.
 */
export const fileReport = async (context: HookContext<Table<Report>>) => {
  const { params, service } = context
  const { messageId = null, userId: personId, reason, text = '' } = context.data as unknown as ReportData
  const { userId } = params.actor!
  const message = messageId ? await visibleMessage(context, messageId) : undefined
  // of an anonymous gift nobody is told who gave it, those who keep order neither
  const subjectId = message ? message.userId : (personId ?? null)
  if (subjectId === userId) throw refusal('own_account')
  const trx = params.transaction!.trx!
  if (!message && !(await trx('users').where({ id: subjectId }).whereNotNull('admittedAt').first('id')))
    throw refusal('user_not_found')

  const same = { userId, subjectId, messageId, status: 'open' }
  const open: Report | undefined = await service.rows(params).where(same).first()
  if (open) {
    context.event = null
    context.result = open
    return
  }
  const row = { id: uuidv7(), ...same, roomId: message?.roomId ?? null, reason, text, createdAt: Date.now() }
  const around = message ? await contextOf(context, message) : []
  const blank = { note: null, resolvedBy: null, resolvedAt: null }
  await service.rows(params).insert({ ...row, ...blank, context: JSON.stringify(around) })
  context.result = { ...row, ...blank, context: around } as Report
}

/** @throws 404 unless the caller can read it */
const visibleMessage = async ({ app, params }: HookContext, id: string): Promise<Message> => {
  const message: Message | undefined = await params.transaction!.trx!('messages').where({ id }).first()
  if (!message) throw refusal('not_found')
  const { membership } = await roomPlace(app, message.roomId, params.actor, params.transaction)
  if (!membership) throw refusal('not_member')
  if (message.deletedAt) throw refusal('gone')
  return message
}

const contextOf = async ({ params }: HookContext, { roomId, seq }: Message): Promise<Report['context']> =>
  params.transaction!.trx!('messages')
    .where({ roomId })
    .whereBetween('seq', [seq - AROUND, seq + AROUND])
    .orderBy('seq')
    .select('id', 'userId', 'text', 'createdAt')
