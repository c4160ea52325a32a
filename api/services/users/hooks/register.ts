import { v7 as uuidv7 } from 'uuid'
import type { HookContext, NextFunction } from '../../../declarations.ts'
import { isUniqueViolation, refusal } from '../../../errors.ts'
import { hashPassword, storePassword } from '../../authentication/passwords.ts'
import type { Table } from '../../../table.ts'
import type { User, UserData } from '../users.schema.ts'

/** Before the transaction: hashing is slow by intent, and a transaction that waited for it would keep all others waiting. */
export const hashFirst = async (context: HookContext, next: NextFunction) => {
  const { password } = context.data as unknown as { password?: string }
  if (password) context.params = { ...context.params, passwordHash: await hashPassword(password) }
  await next()
}

/** Makes the account with its secret and its public face. The very first one becomes the owner's. */
export const register = async (context: HookContext<Table<User>>) => {
  const { app, params, service } = context
  const { email, handle, displayName = handle } = context.data as unknown as UserData
  const trx = params.transaction!.trx!
  // the community's row is locked so that of two first accounts only one becomes the owner
  await trx('communities').forUpdate().first('id')
  const first = !(await trx('users').first('id'))
  const now = Date.now()
  const user: User = {
    id: uuidv7(),
    email: email.toLowerCase(),
    role: first ? 'owner' : 'member',
    status: 'active',
    emailVerifiedAt: null,
    createdAt: now
  }
  context.result = await service._create(user, params).catch((error: unknown) => {
    throw isUniqueViolation(error) ? refusal('email_taken') : error
  })
  await storePassword(trx, user.id, params.passwordHash!)
  await app
    .service('profiles')
    .create({ id: user.id, handle, displayName, createdAt: now }, { transaction: params.transaction })
}
