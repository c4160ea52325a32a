import type { Context, Middleware } from 'koa'
import { actorOfRequest } from '../../authentication.ts'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { holds, isTreasurer, type Actor } from '../../policy.ts'
import { isId } from '../../validators.ts'
import { annualStatement } from './annual-statement.ts'
import { isReceiptKey } from './receipt-key.ts'
import { receiptHtml, RECEIPT_CSS, type ReceiptSnapshot } from './receipt-html.ts'

const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"

/**
 * `/receipts/<id>` and `/receipts/annual/<year>`: a page for printing; with `.pdf` a file for keeping. One's own, and for
 * treasurers all. A guest's own has a key in its address.
 */
export const receiptRoutes =
  (app: Application): Middleware =>
  async (ctx, next) => {
    const [, path = '', ending = ''] = /^\/receipts\/(.+?)(\.pdf|\.css)?$/.exec(ctx.path) ?? []
    if (!path) return next()
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw refusal('method_not_allowed')
    if (path === 'style' && ending === '.css') {
      ctx.type = 'css'
      ctx.body = RECEIPT_CSS
      return
    }
    const snapshot = isReceiptKey(app, path, ctx.query['key'])
      ? await receiptOf(app, path)
      : await paperOf(app, await actorOfRequest(app, ctx.req), path)
    if (!snapshot) throw refusal('not_found')
    await send(ctx, snapshot, ending === '.pdf')
  }

const paperOf = (app: Application, actor: Actor, path: string) => {
  if (!holds(actor, 'donations')) throw refusal('insufficient_scope')
  const [, year] = /^annual\/(\d{4})$/.exec(path) ?? []
  if (year) return annualStatement(app, actor.userId, Number(year))
  return receiptOf(app, path, isTreasurer(actor) ? {} : { userId: actor.userId })
}

const receiptOf = async (app: Application, id: string, mine = {}): Promise<ReceiptSnapshot | undefined> => {
  if (!isId(id)) return undefined
  const row: { snapshot: string } | undefined = await app
    .get('database')
    .read('receipts')
    .where({ id, ...mine })
    .first('snapshot')
  return row && (JSON.parse(row.snapshot) as ReceiptSnapshot)
}

const send = async (ctx: Context, snapshot: ReceiptSnapshot, asPdf: boolean) => {
  const options = { locale: ctx.acceptsLanguages()[0]?.replace(/^\*$/, 'en') ?? 'en', timeZone: 'UTC' }
  ctx.set('Cache-Control', 'private, no-store')
  if (asPdf) {
    ctx.type = 'pdf'
    ctx.set('Content-Disposition', `attachment; filename="${snapshot.number.replace(/[^\w-]/g, '')}.pdf"`)
    // its engine for fonts is read with the first one that is asked for
    const { receiptPdf } = await import('./receipt-pdf.ts')
    ctx.body = await receiptPdf(snapshot, options)
    return
  }
  ctx.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
  ctx.type = 'html'
  ctx.body = receiptHtml(snapshot, options)
}
