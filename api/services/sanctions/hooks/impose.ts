import type { Params } from '@feathersjs/feathers'
import { v7 as uuidv7 } from 'uuid'
import { channelOf } from '../../../channels.ts'
import type { Application, HookContext } from '../../../declarations.ts'
import { refusal } from '../../../errors.ts'
import type { Table } from '../../../table.ts'
import { recordAct } from '../../acts/record-act.ts'
import type { Membership } from '../../memberships/memberships.schema.ts'
import type { User } from '../../users/users.schema.ts'
import { endOf, heldUntil, later } from '../held-until.ts'
import { purge } from '../purge.ts'
import { standsAbove } from '../sanctions.policy.ts'
import type { Sanction, SanctionData } from '../sanctions.schema.ts'

const MOST = 366 * 24 * 3600_000

/** Does what was decided, and keeps who decided it and why. */
export const impose = async (context: HookContext<Table<Sanction>>) => {
  const { params, service } = context
  const {
    kind,
    userId,
    roomId = null,
    reason = '',
    endsAt = null,
    purge: purges = false
  } = context.data as unknown as SanctionData
  const actor = params.actor!
  const now = Date.now()
  if (kind === 'suspension' && roomId) throw refusal('invalid_data')
  if (endsAt === null ? kind === 'mute' : endsAt <= now || endsAt > now + MOST) throw refusal('invalid_expiry')
  const trx = params.transaction!.trx!
  const users = trx('users').where({ id: userId }).whereNotNull('admittedAt')
  // two sanctions at once come one after the other: the later one sees until when the earlier one holds
  const user: User | undefined = await (roomId ? users : users.forNoKeyUpdate()).first()
  if (!user || user.status === 'deleted') throw refusal('user_not_found')
  const membership: Membership | undefined = roomId
    ? await trx('memberships').where({ roomId, userId }).first()
    : undefined
  if (!standsAbove(actor, { role: user.role, roomRole: membership?.role }, params.place ?? {}))
    throw refusal('protected_person')

  const row: Sanction = {
    ...{ id: uuidv7(), kind, userId, roomId, byId: actor.userId, reason },
    ...{ purged: 0, endsAt, createdAt: now, liftedAt: null, liftedBy: null }
  }
  await (roomId ? inRoom(context, row, membership) : everywhere(context, row))
  if (purges) row.purged = await purge(context, userId, roomId)
  await service.rows(params).insert(row)
  const details = { kind, reason, endsAt, purged: row.purged }
  await recordAct(context, { action: 'sanctions.create', subjectId: userId, roomId, recordId: row.id, details })
  context.result = row
}

const inRoom = async (context: HookContext, sanction: Sanction, membership: Membership | undefined) => {
  const { app, params } = context
  if (!membership) {
    // who has left can still be kept from coming back
    if (sanction.kind === 'mute') throw refusal('not_member')
    return
  }
  const { transaction } = params
  if (sanction.kind === 'mute') {
    const mutedUntil = await endWith(sanction, params)
    await app.service('memberships').patch(membership.id, { mutedUntil }, { transaction, record: membership })
  } else await app.service('memberships').remove(membership.id, { transaction, record: membership })
}

const everywhere = async ({ app, params }: HookContext, sanction: Sanction) => {
  const { kind, userId } = sanction
  const end = await endWith(sanction, params)
  const changes: Partial<User> = kind === 'mute' ? { mutedUntil: end } : { status: 'suspended', suspendedUntil: end }
  // first the line, then the news: who is out may not read it any more
  if (kind !== 'mute')
    params.transaction?.after?.(() => app.channel(channelOf.user(userId)).cut('session ended', { reason: 'suspended' }))
  await changeUser(app, userId, changes, params)
}

/** Until when it lasts together with what holds already: a shorter one does not end a longer one. */
const endWith = async (sanction: Sanction, { transaction }: Pick<Params, 'transaction'>) =>
  later(endOf(sanction), await heldUntil(transaction!.trx!, sanction, sanction.kind))

/** Changes an account, and tells those who may see it. */
export const changeUser = async (
  app: Application,
  userId: string,
  changes: Partial<User>,
  { transaction }: Pick<Params, 'transaction'>
) => {
  const user = await app.service('users')._patch(userId, changes, { transaction })
  transaction?.after?.(() => void app.service('users').emit('patched', user))
}
