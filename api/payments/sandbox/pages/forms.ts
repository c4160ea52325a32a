import type { IncomingMessage } from 'node:http'
import type { Context } from 'koa'
import { refusal } from '../../../errors.ts'
import type { Html } from './html.ts'

export const show = async (ctx: Context, page: Html) => {
  ctx.status = 200
  ctx.type = 'text/html'
  ctx.body = page.text
}

/** After a form: a reload must not send it again. */
export const redirect = async (ctx: Context, to: string) => {
  ctx.status = 303
  ctx.redirect(to)
}

const MOST_BODY_BYTES = 16 * 1024

/** A form that a page of ours has sent. @throws 413, 415 */
export const readForm = async (ctx: Context) => {
  if (!ctx.is('application/x-www-form-urlencoded')) throw refusal('unsupported_media_type')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of ctx.req as IncomingMessage & AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BODY_BYTES) throw refusal('body_too_large')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
