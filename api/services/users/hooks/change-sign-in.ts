import type { HookContext, NextFunction } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import type { Table } from '../../../table.ts'
import { isPasswordOf, storePassword } from '../../authentication/passwords.ts'
import type { User, UserPatch } from '../users.schema.ts'
import { hashFirst } from './register.ts'

/** E-mail and password change only with the password of today. Asked before the transaction, because the answer is slow. */
export const knowPassword = async (context: HookContext, next: NextFunction) => {
  const { app, data, id, params } = context
  const { currentPassword } = data as unknown as UserPatch
  const { actor } = params
  // whose account it is not is told so by the policy, and learns nothing of its password
  if (actor?.userId === id && !(await isPasswordOf(app.get('database').read, actor?.userId, currentPassword))) {
    const { message } = refusal('invalid_login')
    throw refusal('invalid_login', { errors: [{ path: '/currentPassword', message, reason: 'invalid_login' }] })
  }
  await hashFirst(context, next)
}

/** A new password signs out every other device. */
export const changeSignIn = async (context: HookContext<Table<User>>) => {
  const { app, id, params, service } = context
  const { email } = context.data as unknown as UserPatch
  const { actor, passwordHash, transaction } = params
  if (passwordHash) {
    const { trx } = transaction!
    await storePassword(trx!, String(id), passwordHash)
    const others = await trx!('sessions')
      .where({ userId: String(id), revokedAt: null })
      .whereNot({ id: actor?.sessionId ?? '' })
      .pluck<string[]>('id')
    for (const session of others) await app.service('sessions').remove(session, { transaction })
  }
  if (email) {
    const changes = { email: email.toLowerCase(), emailVerifiedAt: null }
    context.result = await service._patch(String(id), changes, params).catch((error: unknown) => {
      throw isUniqueViolation(error) ? refusal('email_taken') : error
    })
  } else context.result = await service._get(String(id), params)
}
