import type { HookContext, NextFunction } from '../declarations.ts'
import { networkOf, type Rule } from '../limits.ts'

/** Refuses what one person does too often. The server's own calls are not counted. */
export const perPerson =
  (...rules: Rule[]) =>
  async ({ app, params }: HookContext, next: NextFunction) => {
    const { actor, provider } = params
    if (provider && actor) for (const rule of rules) await app.get('rates').take(rule, actor.userId)
    await next()
  }

/** Refuses what comes too often from one network. */
export const perAddress =
  (rule: Rule) =>
  async ({ app, params }: HookContext, next: NextFunction) => {
    if (params.provider && params.address) await app.get('rates').take(rule, networkOf(params.address))
    await next()
  }

/** Slows down guessing: tries are counted for the account from this network, and forgiven when one succeeds. */
export const limitGuesses = async ({ app, data, params }: HookContext, next: NextFunction) => {
  const { strategy, email } = data as { strategy?: string; email?: unknown }
  if (!params.provider || strategy !== 'local') return next()
  const network = networkOf(params.address)
  const key = `${String(email).toLowerCase()} ${network}`
  const rates = app.get('rates')
  await rates.take('signInAddress', network)
  await rates.take('signIn', key)
  await next()
  await rates.forgive('signIn', key)
}
