import type { Middleware } from 'koa'
import type { Application } from '../declarations.ts'
import { refusal } from '../errors.ts'
import { networkOf } from '../limits.ts'
import { accept } from './inbox.ts'
import { BadSignature } from './provider.ts'

/** No notice of a provider is larger (bytes). */
const MOST = 512 * 1024

/**
 * `POST /webhooks/stripe`: before anything reads the body, because the signature is over its very bytes. 400 for what does not come
 * from the provider, 200 for everything that is kept or known, and 5xx when it could not be kept, so that it is sent again.
 */
export const webhookRoute =
  (app: Application): Middleware =>
  async (ctx, next) => {
    if (ctx.path !== '/webhooks/stripe') return next()
    if (ctx.method !== 'POST') throw refusal('method_not_allowed')
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > MOST) throw refusal('body_too_large')
      chunks.push(chunk)
    }
    let event
    try {
      event = await app.get('payments').provider.parseWebhook(Buffer.concat(chunks), ctx.headers)
    } catch (error) {
      if (!(error instanceof BadSignature)) throw error
      await app.get('rates').take('badWebhooks', networkOf(ctx.ip))
      throw refusal('invalid_signature')
    }
    await accept(app, event)
    ctx.body = { received: true }
  }
