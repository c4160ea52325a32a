import type { Application } from '../declarations.ts'

const DAY = 24 * 3600_000

/**
 * Removes pictures that no row names: a crash between the bytes of an upload and its row leaves such. What lay there before this
 * community began belongs to another database, whose pictures somebody may still want.
 */
export const sweepFiles = async (app: Application) => {
  const db = app.get('database').read
  const [first] = await db('users').min('createdAt as at')
  if (!first?.at) return
  const named = (ids: string[]) => db('files').whereIn('id', ids).pluck<string[]>('id')
  await app.get('storage').sweep(Number(first.at), Date.now() - DAY, named)
}
