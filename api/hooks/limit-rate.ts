import type { HookContext, NextFunction } from '../declarations.ts'
import { networkOf, type Rule } from '../limits.ts'
import { isKnownDevice } from '../services/authentication/cookie.ts'
import { presentedSession } from '../services/authentication/tokens.ts'

/** Refuses what one person does too often. The server's own calls are not counted, and a call that is run again counts once. */
export const perPerson =
  (...rules: Rule[]) =>
  async ({ app, params }: HookContext, next: NextFunction) => {
    const { actor, provider, tries } = params
    if (provider && actor && !tries) for (const rule of rules) await app.get('rates').take(rule, actor.userId)
    await next()
  }

/** Refuses what comes too often from one network. */
export const perAddress =
  (rule: Rule) =>
  async ({ app, params }: HookContext, next: NextFunction) => {
    if (params.provider && params.address && !params.tries) await app.get('rates').take(rule, networkOf(params.address))
    await next()
  }

/**
 * Slows down guessing: tries are counted for the account from this network, and forgiven when one succeeds. A browser that has
 * signed in to the account before is counted by itself, so that whoever shares its network cannot lock it out.
 */
export const limitGuesses = async (context: HookContext, next: NextFunction) => {
  const { app, data, params } = context
  const { strategy, email } = data as { strategy?: string; email?: unknown }
  if (!params.provider || strategy === 'jwt') return next()
  const network = networkOf(params.address)
  const rates = app.get('rates')
  const known = strategy === 'local' && isKnownDevice(app, params.headers ?? {}, String(email))
  if (!known) await rates.take('signInAddress', network)
  if (strategy === 'local') {
    const key = `${String(email).toLowerCase()} ${known ? 'known' : network}`
    await rates.take('signIn', key)
    await next()
    await rates.forgive('signIn', key)
    return
  }
  if (strategy === 'code') {
    const half = await presentedSession(app, params, { half: true })
    if (half) await rates.take('secondFactor', half.userId)
  }
  await next()
}
