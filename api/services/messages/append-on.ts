import type { Knex } from 'knex'
import type { Application } from '../../declarations.ts'
import { appendAll, type Appended, type Post } from './append-all.ts'

/** Writes one message in a transaction that is under way. */
export const appendOne = async (trx: Knex.Transaction, post: Post): Promise<Appended> => {
  const [outcome] = await appendAll(trx, [post])
  return outcome!()
}

/** Writes messages in one transaction of their own: what it answers is durable. */
export const appendOn = (app: Application) => (posts: readonly Post[]) =>
  app.get('database').transaction((trx) => appendAll(trx, posts))
