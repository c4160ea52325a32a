import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import type { HookContext } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import { texts } from '../../../mail/texts.ts'
import type { Table } from '../../../table.ts'
import { storePassword } from '../../authentication/passwords.ts'
import { communityOf } from '../../communities/the-community.ts'
import { makeLink, voidLinks } from '../../verifications/links.ts'
import type { User, UserData } from '../users.schema.ts'

/** The address of an account that was asked for in the name of somebody who has one: it can never be signed in to. */
export const decoyAddress = (id: string) => `${id}@decoy.invalid`

/**
 * Makes the account with its secret and its public face. The very first one becomes the owner's. Where a new account must wait,
 * for its mail or for approval, an address that has one already is answered just the same, and does the same work: whoever
 * asks learns nothing of who is here. The one who is here learns of it by mail.
 */
export const register = async (context: HookContext<Table<User>>) => {
  const { app, params, service } = context
  const { handle, displayName = handle, invitation, ...data } = context.data as unknown as UserData
  const email = data.email.toLowerCase()
  const trx = params.transaction!.trx!
  // the community's row is locked so that of two first accounts only one becomes the owner
  await trx('communities').forUpdate().first('id')
  const community = await communityOf(trx)
  const first = !(await trx('users').first('id'))
  const invited = invitation ? await useInvitation(trx, invitation) : undefined
  if (community.signUp === 'invitation' && !first && !invited && params.provider !== 'cli')
    throw refusal('invitation_required')

  const mailed = app.get('mail').configured && params.provider !== 'cli'
  const waits = !first && (mailed || (community.signUp === 'approval' && !invited && params.provider !== 'cli'))
  const known: User | undefined = await trx('users').where({ email }).first()
  if (known && !waits) throw refusal('email_taken')
  const now = Date.now()
  const id = uuidv7()
  const user = {
    id,
    email: known ? decoyAddress(id) : email,
    role: first ? ('owner' as const) : ('member' as const),
    status: 'active' as const,
    admittedAt: waits ? null : now,
    emailVerifiedAt: null,
    invitationId: invited ?? null,
    createdAt: now
  }
  const made = await service._create(user, params).catch((error: unknown) => {
    throw isUniqueViolation(error) ? refusal('email_taken') : error
  })
  await storePassword(trx, user.id, params.passwordHash!)
  await app
    .service('profiles')
    .create({ id, handle, displayName, createdAt: now }, { transaction: params.transaction, unseen: waits })
  if (mailed) await write(context, { known, community: community.name, user: { id, email } })
  if (known) context.event = null
  context.result = { ...made, email }
}

const write = async (
  { app, params }: HookContext,
  { known, community, user }: { known: User | undefined; community: string; user: { id: string; email: string } }
) => {
  const trx = params.transaction!.trx!
  const { id: userId, email } = known ?? user
  const settled = known && (known.admittedAt !== null || known.emailVerifiedAt !== null)
  await voidLinks(trx, userId, ['sign_up'])
  const words = settled
    ? texts.known(community, `${app.get('publicOrigin')()}/reset`)
    : texts.signUp(community, await makeLink(app, trx, { kind: 'sign_up', userId, email }))
  await app.get('mail').post(params.transaction, email, words)
}

/** @throws 410 `invite_expired`, also when it never was */
const useInvitation = async (trx: Knex, code: string): Promise<string> => {
  const [used] = await trx('invitations')
    .where({ code, revokedAt: null })
    .where('expiresAt', '>', Date.now())
    .whereRaw('?? < ??', ['uses', 'mostUses'])
    .increment('uses')
    .returning('id')
  if (!used) throw refusal('invite_expired')
  return (used as { id: string }).id
}
