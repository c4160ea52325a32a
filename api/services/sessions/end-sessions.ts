import type { Params } from '@feathersjs/feathers'
import type { Application } from '../../declarations.ts'

/** Ends the sessions of somebody, but the one that asks; their sockets are cut when it is durable. Answers how many. */
export const endSessionsOf = async (
  app: Application,
  userId: string,
  { tokens = false, but }: { tokens?: boolean; but?: string | undefined },
  { transaction }: Pick<Params, 'transaction'>
) => {
  const found = transaction!.trx!('sessions').where({ userId, revokedAt: null })
  if (but) void found.whereNot({ id: but })
  const ids = await (tokens ? found : found.where({ kind: 'web' })).pluck<string[]>('id')
  for (const id of ids) await app.service('sessions').remove(id, { transaction })
  return ids.length
}
