import type { Middleware } from 'koa'
import type { Application } from './declarations.ts'

/** `/health/live`: the process answers. `/health/ready`: it can serve, so a proxy may send people here. */
export const health =
  (app: Application, isStopping: () => boolean): Middleware =>
  async (ctx, next) => {
    if (ctx.path === '/health/live') {
      ctx.body = { status: 'live' }
    } else if (ctx.path === '/health/ready') {
      const ready = !isStopping() && (await app.get('database').answers())
      ctx.status = ready ? 200 : 503
      ctx.body = { status: ready ? 'ready' : 'not_ready' }
    } else await next()
  }
