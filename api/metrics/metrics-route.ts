import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Middleware } from 'koa'
import type { Registry } from 'prom-client'
import type { Application } from '../declarations.ts'
import { refusal } from '../errors.ts'
import { isWorker, onWord, tellPrimary } from '../worker-words.ts'

/** `/metrics`, for Prometheus: to programs of this machine, and to whoever brings METRICS_TOKEN. There is nothing for others. */
export const metricsRoute =
  (app: Application, registry: Registry): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/metrics') return next()
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD'
    if (!reads || !(isFromHere(ctx.req) || bringsToken(app, ctx.get('authorization')))) throw refusal('not_found')
    ctx.set('Cache-Control', 'no-store')
    ctx.type = registry.contentType
    ctx.body = isWorker ? await metricsOfAll() : await registry.metrics()
  }

let questions = 0
/** Of all workers together: whichever of them is asked. */
const metricsOfAll = () =>
  new Promise<string>((resolve) => {
    const mine = ++questions
    const stop = onWord('metrics', ({ question, text }) => {
      if (question !== mine) return
      stop()
      resolve(text)
    })
    tellPrimary({ hearth: 'metrics wanted', question: mine })
  })

const HERE = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const OWN_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/
const PROXIED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/** Not what a proxy of this machine passes on, and not a page that lets its own name lead here. */
const isFromHere = ({ socket, headers }: IncomingMessage) =>
  HERE.has(socket.remoteAddress ?? '') &&
  OWN_NAME.test(headers.host ?? '') &&
  PROXIED.every((header) => headers[header] === undefined)

const bringsToken = (app: Application, authorization: string) => {
  const token = app.get('metricsToken')
  return token !== '' && timingSafeEqual(digest(authorization), digest(`Bearer ${token}`))
}

const digest = (text: string) => createHash('sha256').update(text).digest()
