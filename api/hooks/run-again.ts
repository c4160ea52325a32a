import { createContext } from '@feathersjs/feathers/lib/hooks.js'
import type { HookContext, NextFunction } from '../declarations.ts'
import { hasBegun, MOST_TRIES, mayRunAgain, pause } from '../transactions.ts'
import { troubleOf } from '../trouble.ts'

/**
 * Runs a call once more that met another (a deadlock) or a connection that was lost, as long as nothing of it is stored and
 * nothing outside the database has happened.
 */
export const runAgain = async (context: HookContext, next: NextFunction) => {
  const { params } = context
  // before any step has changed it
  const data: unknown = context.data && { ...(context.data as object) }
  try {
    await next()
  } catch (error) {
    const tries = Number(params.tries ?? 0) + 1
    if (params.transaction || tries >= MOST_TRIES || !isSafe(error, context)) throw error
    await pause(tries)
    await repeat(context, data, { ...params, tries })
  }
}

/** What a read, or a call that has not come to its transaction, has done is nothing; else it hangs on how that one failed. */
const isSafe = (error: unknown, { app, method, params, path }: HookContext) => {
  if (method === 'find' || method === 'get') return troubleOf(error)?.passes
  // one that opens its own asks a provider between them
  if (!app.get('rules').get(path)?.transacts) return false
  return params.transaction || hasBegun(error) ? mayRunAgain(error) : troubleOf(error)?.passes
}

/** Hooks run once; so it is a new call, by the same caller. */
const repeat = async (context: HookContext, data: unknown, params: HookContext['params']) => {
  const { id, service, method } = context
  const again = createContext(service as never, method)
  const args = { create: [data], patch: [id, data], remove: [id], get: [id] }[method] ?? []
  const call = Reflect.get(service as object, method) as (...args: unknown[]) => Promise<unknown>
  await call.call(service, ...args, params, again)
  const { result, http, dispatch } = again
  // the new call has told of it
  Object.assign(context, { result, event: null }, http && { http }, dispatch && { dispatch })
}
