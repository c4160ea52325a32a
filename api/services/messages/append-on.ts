import type { Knex } from 'knex'
import type { Application } from '../../declarations.ts'
import { isUniqueViolation, refusal } from '../../errors.ts'
import type { Outcome } from '../../together.ts'
import { appendAll, type Appended, type Post } from './append-all.ts'

/** Writes one message in a transaction that is under way. */
export const appendOne = async (trx: Knex.Transaction, post: Post): Promise<Appended> => {
  const [outcome] = await appendAll(trx, [post])
  return outcome!()
}

/** Writes messages in one transaction of their own: what it answers is durable. */
export const appendOn = (app: Application) => {
  const write = (posts: readonly Post[]) => app.get('database').transaction((trx) => appendAll(trx, posts))

  /** An id that another node has just given to another room must not take the others' messages with it. */
  const oneByOne = async (posts: readonly Post[]) => {
    const outcomes: Outcome<Appended>[] = []
    for (const post of posts) {
      try {
        outcomes.push(...(await write([post])))
      } catch (error) {
        const cause = isUniqueViolation(error) ? refusal('id_conflict') : error
        outcomes.push(() => {
          throw cause
        })
      }
    }
    return outcomes
  }

  return async (posts: readonly Post[]) => {
    try {
      return await write(posts)
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return oneByOne(posts)
    }
  }
}
