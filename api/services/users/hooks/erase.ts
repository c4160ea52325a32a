import type { HookContext } from '../../../declarations.ts'
import { channelOf } from '../../../channels.ts'
import { recordAct } from '../../acts/record-act.ts'
import type { Membership } from '../../memberships/memberships.schema.ts'
import { forgetDonor } from '../../donations/forget-donor.ts'
import type { User } from '../users.schema.ts'
import { keepAnOwner } from './keep-an-owner.ts'

const SECRETS = ['credentials', 'authenticators', 'recoveryCodes', 'passkeys', 'links', 'sessions', 'blocks']

/**
 * Deletes an account: secrets, sessions, pictures and the face go. What was said stays, by "Deleted account", because a
 * conversation belongs to all who took part in it.
 */
export const erase = async (context: HookContext) => {
  const { app, id, params } = context
  const { transaction } = params
  const trx = transaction!.trx!
  const userId = String(id)
  const user = params.record as User
  if (user.role === 'owner') await keepAnOwner(trx, userId)
  await forgetDonor(app, transaction, userId)
  await leaveRooms(context, userId)
  for (const table of SECRETS) await trx(table).where({ userId }).delete()
  await trx('letters').where({ toAddress: user.email }).delete()
  await trx('invitations').where({ userId, revokedAt: null }).update({ revokedAt: Date.now() })
  const files: string[] = await trx('files').where({ userId }).pluck('id')
  for (const file of files) {
    await app.service('files').remove(file, { transaction })
  }
  const blank = { bio: '', pronouns: '', timezone: null, links: [], avatarId: null, hue: 0 }
  const face = { ...blank, handle: `deleted-${userId.replaceAll('-', '').slice(-20)}`, displayName: 'Deleted account' }
  await app.service('profiles').patch(userId, face, { transaction })
  await trx('profiles').where({ id: userId }).update({ search: '' })
  const gone = { email: `${userId}@deleted.invalid`, pendingEmail: null, emailVerifiedAt: null }
  context.result = await app
    .service('users')
    ._patch(userId, { ...gone, status: 'deleted', role: 'member' }, { transaction })
  await recordAct(context, { action: 'users.remove', subjectId: userId })
  transaction?.after?.(() => app.channel(channelOf.user(userId)).cut('session ended', { reason: 'deleted' }))
}

/** A room that only this person could lead goes to whoever has been in it longest. */
const leaveRooms = async ({ app, params: { transaction } }: HookContext, userId: string) => {
  const trx = transaction!.trx!
  const mine: Membership[] = await trx('memberships').where({ userId })
  for (const record of mine) {
    const others: Membership[] = await trx('memberships')
      .where({ roomId: record.roomId })
      .whereNot({ userId })
      .orderBy('createdAt')
    const heir = others.find(({ role }) => role === 'moderator') ?? others[0]
    if (record.role === 'owner' && heir && !others.some(({ role }) => role === 'owner')) {
      await app.service('memberships').patch(heir.id, { role: 'owner' }, { transaction, record: heir })
    }
    await app.service('memberships').remove(record.id, { transaction, record })
  }
}
