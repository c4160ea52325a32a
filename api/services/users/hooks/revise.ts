import type { HookContext } from '../../../declarations.ts'
import { channelOf } from '../../../channels.ts'
import { refusal } from '../../../errors.ts'
import { isConfirmed } from '../../../hooks/protect.ts'
import { texts } from '../../../mail/texts.ts'
import type { Table } from '../../../table.ts'
import { recordAct } from '../../acts/record-act.ts'
import { communityOf } from '../../communities/the-community.ts'
import { askForRotation } from '../../sessions/live-session.ts'
import { admit } from '../admit.ts'
import type { User, UserPatch } from '../users.schema.ts'
import { asTakenEmail, changeEmail, changePassword } from './change-sign-in.ts'
import { keepAnOwner } from './keep-an-owner.ts'

/** What a patch of an account does: to how its person signs in, or to what they may do here. */
export const revise = async (context: HookContext<Table<User>>) => {
  const { id, params, service } = context
  const { email, role, admitted } = context.data as unknown as UserPatch
  if (params.passwordHash) await changePassword(context)
  const changes: Partial<User> = email ? await changeEmail(context) : {}
  if (role) Object.assign(changes, await changeRole(context, role))
  if (admitted) await approve(context)
  const { transaction } = params
  context.result = await (Object.keys(changes).length > 0
    ? service._patch(String(id), changes, { transaction }).catch(asTakenEmail)
    : service._get(String(id), { transaction }))
}

/** Rights change at once, on open sockets too; the person's browsers get a new token with their next request. */
const changeRole = async (context: HookContext, role: User['role']): Promise<Partial<User>> => {
  const { app, params } = context
  const user = params.record as User
  if (params.actor && !isConfirmed(params.actor)) throw refusal('step_up_required')
  if (user.role === role) return {}
  const trx = params.transaction!.trx!
  if (user.role === 'owner') await keepAnOwner(trx, user.id)
  await askForRotation(trx, user.id)
  await recordAct(context, { action: 'users.role', subjectId: user.id, details: { before: user.role, after: role } })
  params.transaction?.after?.(() => {
    const theirs = app.channel(channelOf.user(user.id))
    app.channel(channelOf.role(user.role)).leave(theirs)
    app.channel(channelOf.role(role)).join(theirs)
  })
  return { role }
}

const approve = async (context: HookContext) => {
  const { app, params } = context
  const user = params.record as User
  if (user.admittedAt !== null) return
  await admit(app, user, params, { approved: true })
  await recordAct(context, { action: 'users.approve', subjectId: user.id })
  const { name } = await communityOf(params.transaction!.trx)
  await app.get('mail').post(params.transaction, user.email, texts.approved(name, app.get('publicOrigin')()))
}
