import type { IncomingMessage } from 'node:http'
import type { Middleware } from 'koa'
import { v7 as uuidv7 } from 'uuid'
import { actorOfRequest } from '../../authentication.ts'
import type { Application } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { isId } from '../../validators.ts'
import { MOST_BYTES } from './files.shared.ts'
import { reencode } from './image.ts'

/** `POST /files` takes a picture as the body and answers its record; `GET /files/<id>` serves it to who is signed in. */
export const fileRoutes =
  (app: Application): Middleware =>
  async (ctx, next) => {
    const [, first, id, ...rest] = ctx.path.split('/')
    if (first !== 'files' || rest.length > 0) return next()
    if (ctx.method === 'POST' && id === undefined) {
      const { userId } = await actorOfRequest(app, ctx.req)
      await app.get('rates').take('uploads', userId)
      ctx.body = await store(app, userId, await readUpload(ctx.req))
      ctx.status = 201
      return
    }
    if (!['GET', 'HEAD'].includes(ctx.method)) throw refusal('method_not_allowed')
    await actorOfRequest(app, ctx.req)
    if (!isId(id)) throw refusal('not_found')
    const row = await app.get('database').read('files').where({ id }).first('type', 'size')
    const bytes = row && (await app.get('storage').read(id))
    if (!bytes) throw refusal('not_found')
    ctx.set({
      'Cache-Control': 'private, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; sandbox"
    })
    ctx.type = row.type
    ctx.length = row.size
    ctx.body = bytes
  }

/** @throws 411, 413; a client that goes away in the middle leaves nothing behind */
const readUpload = async (request: IncomingMessage) => {
  const length = request.headers['content-length']
  if (length === undefined) throw refusal('length_required')
  if (Number(length) > MOST_BYTES) throw refusal('image_too_large')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw refusal('image_too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const store = async (app: Application, userId: string, upload: Buffer) => {
  const { bytes, width, height } = await reencode(upload)
  const id = uuidv7()
  await app.get('storage').write(id, bytes)
  const row = { id, userId, type: 'image/webp' as const, size: bytes.length, width, height, createdAt: Date.now() }
  try {
    return await app.service('files').create(row)
  } catch (error) {
    // bytes without a row would be nobody's
    await app.get('storage').remove(id)
    throw error
  }
}
