import type { HookContext, NextFunction } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import { texts } from '../../../mail/texts.ts'
import type { Table } from '../../../table.ts'
import { isPasswordOf, storePassword } from '../../authentication/passwords.ts'
import { communityOf } from '../../communities/the-community.ts'
import { endSessionsOf } from '../../sessions/end-sessions.ts'
import { askForRotation } from '../../sessions/live-session.ts'
import { makeLink, voidLinks } from '../../verifications/links.ts'
import type { User, UserPatch } from '../users.schema.ts'
import { hashFirst } from '../hash-first.ts'

/** E-mail and password change only with the password of today. Asked before the transaction, because the answer is slow. */
export const knowPassword = async (context: HookContext, next: NextFunction) => {
  const { app, data, id, params } = context
  const { currentPassword } = data as unknown as UserPatch
  const { actor } = params
  // whose account it is not is told so by the policy, and learns nothing of its password
  if (currentPassword !== undefined && actor?.userId === id) {
    await app.get('rates').take('confirmation', String(id))
    if (!(await isPasswordOf(app, actor?.userId, currentPassword))) {
      const { message } = refusal('invalid_login')
      throw refusal('invalid_login', { errors: [{ path: '/currentPassword', message, reason: 'invalid_login' }] })
    }
  }
  await hashFirst(context, next)
}

/** A new password signs out every other device, and gives this one a new token. */
export const changePassword = async ({ app, id, params }: HookContext) => {
  const { actor, passwordHash, transaction } = params
  const trx = transaction!.trx!
  const userId = String(id)
  await storePassword(trx, userId, passwordHash)
  await voidLinks(trx, userId, ['reset'])
  await endSessionsOf(app, userId, { but: actor?.sessionId }, params)
  await askForRotation(trx, userId)
  if (!app.get('mail').configured) return
  const { email }: User = await trx('users').where({ id }).first('email')
  const words = texts.passwordChanged((await communityOf(trx)).name, `${app.get('publicOrigin')()}/reset`)
  await app.get('mail').post(transaction, email, words)
}

/**
 * A new address counts once its own mail was opened; the old one is told, and can undo it for a week. Without mail there is
 * nobody to ask, and it counts at once.
 */
export const changeEmail = async (context: HookContext<Table<User>>): Promise<Partial<User>> => {
  const { app, params } = context
  const email = (context.data as unknown as UserPatch).email!.toLowerCase()
  const trx = params.transaction!.trx!
  const user: User = await trx('users').where({ id: context.id }).first()
  if (email === user.email) return { pendingEmail: null }
  if (!app.get('mail').configured) return { email, emailVerifiedAt: null, pendingEmail: null }
  const { name } = await communityOf(trx)
  const post = (to: string, words: { subject: string; text: string }) =>
    app.get('mail').post(params.transaction!, to, words)
  await voidLinks(trx, user.id, ['new_email'])
  const taken = await trx('users').where({ email }).first('id')
  // an address that belongs to somebody is answered the same; its owner is told
  if (taken) await post(email, texts.known(name, `${app.get('publicOrigin')()}/reset`))
  else await post(email, texts.newEmail(name, await makeLink(app, trx, { kind: 'new_email', userId: user.id, email })))
  const undo = await makeLink(app, trx, { kind: 'undo', userId: user.id, email: user.email })
  await post(user.email, texts.oldEmail(name, undo))
  return { pendingEmail: email }
}

export const asTakenEmail = (error: unknown): never => {
  throw isUniqueViolation(error) ? refusal('email_taken') : error
}
