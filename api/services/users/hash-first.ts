import type { HookContext, NextFunction } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { hashPassword } from '../authentication/passwords.ts'
import { isEasyToGuess } from '../authentication/strength.ts'

/** Before the transaction: hashing is slow by intent, and a transaction that waited for it would keep all others waiting. */
export const hashFirst = async (context: HookContext, next: NextFunction) => {
  const { password } = context.data as unknown as { password?: string }
  if (password) {
    if (context.params.provider && (await isEasyToGuess(password, await ownWords(context)))) {
      const { message } = refusal('password_too_weak')
      throw refusal('password_too_weak', { errors: [{ path: '/password', message, reason: 'password_too_weak' }] })
    }
    context.params = { ...context.params, passwordHash: await hashPassword(password) }
  }
  await next()
}

/** What somebody who knows this person, or this place, would try first. */
const ownWords = async ({ app, data, params }: HookContext) => {
  const { email, handle, displayName } = data as { email?: string; handle?: string; displayName?: string }
  const db = app.get('database').read
  const { name } = await db('communities').first('name')
  const words: unknown[] = [email, handle, displayName, name, 'hearth', new URL(app.get('publicOrigin')()).hostname]
  if (params.actor) {
    const own = await db('users')
      .join('profiles', 'profiles.id', 'users.id')
      .where({ 'users.id': params.actor.userId })
      .first('users.email', 'profiles.handle', 'profiles.displayName')
    words.push(own?.email, own?.handle, own?.displayName)
  }
  return words.filter((word): word is string => typeof word === 'string')
}
