import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stripePackage } from '../stripe-package.ts'
import { answerCall, type ApiAnswer } from './api.ts'
import { newId } from './ids.ts'
import { ApiRefusal, invalid } from './refusals.ts'
import { change, stateNow, type Chaos, type World } from './world.ts'

const HOST = '127.0.0.1'
const MOST_BODY_BYTES = 64 * 1024
const MOST_KEY = 255

/** The Stripe API on a free port of this machine only. */
export const listen = async (world: World): Promise<{ host: string; port: number; close(): Promise<void> }> => {
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 60_000, maxHeaderSize: 16 * 1024 },
    (request, response) => void serve(world, request, response)
  )
  server.maxHeadersCount = 60
  // it must not keep a process alive that has nothing else to do
  server.unref()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, HOST, resolve))
  return { host: HOST, port: (server.address() as AddressInfo).port, close: () => close(server) }
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const serve = async (world: World, request: IncomingMessage, response: ServerResponse) => {
  const requestId = newId('req')
  try {
    const form = await readBody(request)
    await admit(world, request)
    const trouble = await troubleOf(world)
    if (trouble === 'timeout') return
    if (trouble === 'error') throw new ApiRefusal(500, { type: 'api_error', message: 'The sandbox plays a failure.' })
    const answer = await answerCall(world, callOf(request, form, requestId))
    if (trouble === 'lost') response.destroy()
    else await send(response, request, requestId, answer)
  } catch (error) {
    const known = error instanceof ApiRefusal ? error : undefined
    if (!known) world.app.get('logger').error({ err: error }, 'the sandbox could not answer')
    const { status, body } = known ?? new ApiRefusal(500, { type: 'api_error', message: 'An unknown error occurred' })
    await send(response, request, requestId, { status, body: JSON.stringify({ error: body }, null, 2) })
  }
}

const callOf = (request: IncomingMessage, body: string, requestId: string) => {
  const url = new URL(request.url ?? '/', `http://${HOST}`)
  const method = request.method ?? 'GET'
  const key = request.headers['idempotency-key']
  if (key !== undefined && String(key).length > MOST_KEY) throw invalid('The Idempotency-Key is too long.')
  const form = method === 'GET' ? url.search.slice(1) : body
  return { method, path: url.pathname, form, requestId, idempotencyKey: key === undefined ? null : String(key) }
}

const readBody = async (request: IncomingMessage) => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BODY_BYTES)
      throw new ApiRefusal(413, { type: 'invalid_request_error', message: 'Request body too large' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** @throws 401 without the secret key */
const admit = async (world: World, { headers }: IncomingMessage) => {
  const { secretKey } = await stateNow(world)
  const [, key = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
  if (timingSafeEqual(digest(key), digest(secretKey))) return
  throw new ApiRefusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' })
}

/** What goes wrong with this call on purpose; counted down where it is for so many calls only. */
const troubleOf = async (world: World): Promise<Chaos['api']> => {
  const { chaos } = await stateNow(world)
  if (chaos.api === 'ok' || chaos.apiCalls < 0) return chaos.api
  return change(world, async ({ chaos }) => {
    const { api } = chaos
    if (--chaos.apiCalls <= 0) Object.assign(chaos, { api: 'ok', apiCalls: -1 })
    return api
  })
}

const send = async (
  response: ServerResponse,
  { headers }: IncomingMessage,
  requestId: string,
  { status, body, replayed }: ApiAnswer
) => {
  const key = headers['idempotency-key']
  const { API_VERSION } = await stripePackage()
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-cache, no-store',
    'request-id': requestId,
    'stripe-version': API_VERSION,
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(replayed && { 'idempotent-replayed': 'true' })
  })
  response.end(body)
}
