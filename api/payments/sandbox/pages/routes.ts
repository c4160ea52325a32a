import type { Context, Middleware } from 'koa'
import { actorOfRequest } from '../../../authentication.ts'
import type { Application } from '../../../declarations.ts'
import { refusal, translate } from '../../../errors.ts'
import { isOwner } from '../../../policy.ts'
import { isSameOrigin } from '../../../services/authentication/cookie.ts'
import { actOn } from './act.ts'
import { panel } from './panel.ts'
import { checkout } from './checkout.ts'
import { readForm, redirect, show } from './forms.ts'
import { STYLE } from './style.ts'

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'"
].join('; ')

/** `/sandbox/*`: the hosted checkout page, for anybody who has its address, and the owner's panel. Pages without a script. */
export const sandboxRoutes =
  (app: Application): Middleware =>
  async (ctx, next) => {
    const [, first, ...rest] = ctx.path.split('/')
    if (first !== 'sandbox') return next()
    if (!['GET', 'HEAD', 'POST'].includes(ctx.method)) throw refusal('method_not_allowed')
    if (ctx.method === 'POST' && !isSameOrigin(app, ctx.headers)) throw refusal('bad_origin')
    ctx.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' })
    const path = rest.join('/')
    if (path === 'style.css') {
      style(ctx)
      return
    }
    if (rest[0] === 'pay' && rest[1]) return checkout(app, ctx, rest[1], rest[2])
    if (path === '' || path === 'act') return owners(app, ctx, path)
    throw refusal('not_found')
  }

const style = (ctx: Context) => {
  if (ctx.method === 'POST') throw refusal('method_not_allowed')
  ctx.set('Cache-Control', 'no-cache')
  ctx.type = 'text/css'
  ctx.body = STYLE
}

/** The panel: what is done there is what only a provider could do. @throws 403 for everybody but the owner */
const owners = async (app: Application, ctx: Context, path: string) => {
  try {
    const actor = await actorOfRequest(app, ctx.req)
    if (!isOwner(actor)) throw refusal('not_allowed')
  } catch (error) {
    if (ctx.method === 'POST' || translate(error).error.code !== 401) throw error
    return redirect(ctx, '/sign-in')
  }
  if (ctx.method === 'POST') {
    if (path !== 'act') throw refusal('method_not_allowed')
    await actOn(app, await readForm(ctx))
    return redirect(ctx, '/sandbox')
  }
  if (path !== '') throw refusal('not_found')
  return show(ctx, await panel(app))
}
