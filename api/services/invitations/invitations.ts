import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { Application, HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perAddress, perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { isAdmin, isStaff } from '../../policy.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { communityOf } from '../communities/the-community.ts'
import { isInvitationCode } from './code.schema.ts'
import { invitationPolicy } from './invitations.policy.ts'
import {
  invitationDataSchema,
  invitationQuerySchema,
  invitationSchema,
  type Invitation,
  type InvitationData
} from './invitations.schema.ts'
import { invitationMethods, invitationPath } from './invitations.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [invitationPath]: Table<Invitation>
  }
}

const DAY = 24 * 3600_000

export const invitations = (app: Application) => {
  const service = new Table<Invitation>(app, 'invitations', invitationSchema, { virtual: ['inviter', 'valid'] })
  app.use(invitationPath, service, { methods: [...invitationMethods] })
  app.service(invitationPath).hooks({ around: { find: [forStrangers], create: [perPerson('invitations')] } })
  protect(app, invitationPath, {
    query: invitationQuerySchema,
    create: invitationDataSchema,
    policy: invitationPolicy,
    scope: (actor) => (isAdmin(actor) ? {} : { userId: actor.userId }),
    needs: { find: 'session', get: 'session', create: 'session', remove: 'session' },
    verifiedOnly: ['create']
  })
  app.service(invitationPath).hooks({ before: { create: [invite], remove: [revoke] } })
}

const countGuesses = perAddress('links')

/** Whoever stands at the door may ask about the one invitation that they hold. */
const forStrangers = async (context: HookContext, next: () => Promise<void>) => {
  const { app, params } = context
  if (!params.provider || params.actor) return next()
  const { code, ...more } = params.query ?? {}
  if (!isInvitationCode(code) || Object.keys(more).length > 0) throw refusal('not_signed_in')
  await countGuesses(context, async () => undefined)
  const found = await atTheDoor(app.get('database').read, code)
  context.result = { total: found.length, limit: 1, skip: 0, data: found }
}

const atTheDoor = async (db: Knex, code: string): Promise<Invitation[]> => {
  const row: (Invitation & { displayName: string }) | undefined = await db('invitations')
    .join('profiles', 'profiles.id', 'invitations.userId')
    .where({ 'invitations.code': code })
    .first('invitations.*', 'profiles.displayName')
  if (!row) return []
  const { displayName: inviter, ...invitation } = row
  const valid = !invitation.revokedAt && invitation.expiresAt > Date.now() && invitation.uses < invitation.mostUses
  return [{ ...invitation, inviter, valid }]
}

const invite = async (context: HookContext<Table<Invitation>>) => {
  const { params } = context
  const { mostUses = 1, expiresAt = Date.now() + 7 * DAY } = context.data as InvitationData
  const actor = params.actor!
  const now = Date.now()
  const { invitedBy } = await communityOf(params.transaction!.trx!)
  if (invitedBy !== 'members' && !isStaff(actor)) throw refusal('not_allowed')
  if (expiresAt <= now || expiresAt > now + 366 * DAY) throw refusal('invalid_expiry')
  const id = uuidv7()
  const code = randomBytes(16).toString('base64url')
  context.data = { id, code, userId: actor.userId, mostUses, uses: 0, expiresAt, createdAt: now, revokedAt: null }
  await recordAct(context, { action: 'invitations.create', recordId: id, details: { mostUses, expiresAt } })
}

const revoke = async (context: HookContext<Table<Invitation>>) => {
  const { id, params, service } = context
  await service.rows(params).where({ id, revokedAt: null }).update({ revokedAt: Date.now() })
  await recordAct(context, { action: 'invitations.remove', recordId: String(id) })
  context.result = await service._get(String(id), { transaction: params.transaction })
}
