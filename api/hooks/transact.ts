import type { Knex } from 'knex'
import type { Application, HookContext, NextFunction, Transaction } from '../declarations.ts'
import { doubtRights } from '../jobs/watch-rights.ts'
import { troubleOf } from '../trouble.ts'

/**
 * Runs the rest of the call in one transaction, or in the one that the caller brought. It is the innermost around hook: when it
 * returns, the write is durable. Pass `params.transaction` to every call inside: on SQLite there is one writer, and a call
 * without it would wait for itself.
 */
export const transact = async (context: HookContext, next: NextFunction) => {
  if (context.params.transaction) return next()
  await withTransaction(context.app, async (transaction) => {
    context.params = { ...context.params, transaction }
    await next()
  })
}

/** The same for work that is not one service call. */
export const withTransaction = async <T>(
  app: Application,
  work: (transaction: Transaction) => Promise<T>
): Promise<T> => {
  let settle: (durable: boolean) => void = () => undefined
  const committed = new Promise<boolean>((resolve) => (settle = resolve))
  const later: { next: () => void | Promise<void>; inDoubt?: boolean }[] = []
  try {
    const result = await app.get('database').transaction((trx: Knex.Transaction) => {
      return work({ starting: false, trx, committed, after: (next, options) => void later.push({ next, ...options }) })
    })
    for (const { next } of later) await follow(app, next)
    settle(true)
    return result
  } catch (error) {
    settle(false)
    // a commit whose answer was lost may have been kept: nobody hears on what they may have lost the right to
    if (troubleOf(error) && later.length > 0) {
      for (const { next, inDoubt } of later) if (inDoubt) await follow(app, next)
      doubtRights(app)
    }
    throw error
  }
}

/** What follows from a write can fail; the write is stored all the same, and must not be told to have failed. */
const follow = async (app: Application, next: () => void | Promise<void>) => {
  try {
    await next()
  } catch (error) {
    app.get('logger').error({ err: error }, 'what follows from a write has failed')
  }
}
