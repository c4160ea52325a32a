import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'
import { communityOf } from '../communities/the-community.ts'
import type { User } from './users.schema.ts'

/**
 * Lets a new account in if nothing more is missing: its mail is opened (or cannot be sent), and the community is open, or
 * somebody invited or approved it. From then on others see its face. Answers whether it is in.
 */
export const admit = async (
  app: Application,
  user: User,
  { transaction }: Pick<Params, 'transaction'>,
  { approved = false } = {}
): Promise<boolean> => {
  const trx = transaction!.trx!
  const { signUp } = await communityOf(trx)
  const proved = approved || user.emailVerifiedAt !== null || !app.get('mail').configured
  const welcome = approved || signUp === 'open' || user.invitationId !== null
  if (!proved || !welcome) return false
  await trx('users').where({ id: user.id }).update({ admittedAt: Date.now() })
  const face = await app.service('profiles').get(user.id, { transaction })
  transaction?.after?.(() => void app.service('profiles').emit('created', face))
  return true
}
