import type { HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import { recordAct } from '../../acts/record-act.ts'
import type { User } from '../../users/users.schema.ts'
import { heldUntil } from '../held-until.ts'
import { standsAbove } from '../sanctions.policy.ts'
import type { Sanction } from '../sanctions.schema.ts'
import { changeUser } from './impose.ts'

/** Ends a sanction before its time. What was removed with it stays removed. */
export const lift = async (context: HookContext) => {
  const { app, id, params } = context
  const { kind, userId, roomId, liftedAt, byId } = params.record as Sanction
  const actor = params.actor!
  const trx = params.transaction!.trx!
  if (liftedAt !== null) throw refusal('gone')
  // what somebody higher decided stays decided
  const decider: User | undefined = await trx('users').where({ id: byId }).first()
  const there = roomId && (await trx('memberships').where({ roomId, userId: byId }).first('role'))
  const roomRole = (there as { role?: string } | undefined)?.role
  const higher =
    byId !== actor.userId && decider && !standsAbove(actor, { role: decider.role, roomRole }, params.place ?? {})
  const isEqual = decider?.role === actor.role && roomRole !== 'owner'
  if (higher && !isEqual) throw refusal('protected_person')

  if (!roomId) await trx('users').where({ id: userId }).forNoKeyUpdate().first('id')
  await trx('sanctions').where({ id }).update({ liftedAt: Date.now(), liftedBy: actor.userId })
  // what else holds goes on
  const until = await heldUntil(trx, { userId, roomId }, kind)
  const { transaction } = params
  if (roomId && kind === 'mute') {
    const mine = await trx('memberships').where({ roomId, userId }).first()
    if (mine)
      await app.service('memberships').patch(mine.id, { mutedUntil: until || null }, { transaction, record: mine })
  } else if (!roomId) {
    const end = until || null
    const status = until === 0 ? 'active' : 'suspended'
    await changeUser(app, userId, kind === 'mute' ? { mutedUntil: end } : { status, suspendedUntil: end }, params)
  }
  await recordAct(context, {
    action: 'sanctions.remove',
    subjectId: userId,
    roomId,
    recordId: String(id),
    details: { kind }
  })
  context.result = await app.service('sanctions')._get(String(id), { transaction })
}
