import { createHash } from 'node:crypto'
import { checkoutEndpoints } from './endpoints/checkout.ts'
import { eventEndpoints } from './endpoints/events.ts'
import { paymentEndpoints } from './endpoints/payments.ts'
import { subscriptionEndpoints } from './endpoints/subscriptions.ts'
import type { Endpoint } from './endpoint.ts'
import { parseForm } from './form.ts'
import { expand } from './objects/load.ts'
import { ApiRefusal } from './refusals.ts'
import { change, type Change, type World } from './world.ts'

const ENDPOINTS = [...checkoutEndpoints, ...paymentEndpoints, ...subscriptionEndpoints, ...eventEndpoints]

export interface ApiCall {
  method: string
  path: string
  /** Form-encoded: the query of a GET, else the body. */
  form: string
  requestId: string
  idempotencyKey: string | null
}

export interface ApiAnswer {
  status: number
  body: string
  /** It was given before, to the same key. */
  replayed?: boolean
}

/** Answers one call of the API. */
export const answerCall = async (world: World, call: ApiCall): Promise<ApiAnswer> => {
  try {
    const { endpoint, id } = endpointOf(call)
    const params = parseForm(call.form)
    endpoint.check(params)
    if (endpoint.write) return await writing(world, call, (change) => perform(change, endpoint, params, id))
    const reader = { db: world.app.get('database').read, app: world.app }
    const object = (await endpoint.read?.(reader, params, id)) ?? {}
    await expand(reader, object, pathsOf(params))
    return { status: 200, body: textOf(object) }
  } catch (error) {
    if (error instanceof ApiRefusal) return refused(error)
    throw error
  }
}

const endpointOf = ({ method, path }: ApiCall): { endpoint: Endpoint; id: string } => {
  for (const endpoint of ENDPOINTS) {
    const match = endpoint.method === method ? endpoint.path.exec(path) : null
    if (match) return { endpoint, id: match[1] ?? '' }
  }
  const message = `Unrecognized request URL (${method}: ${path}). The sandbox does not have everything that Stripe has.`
  throw new ApiRefusal(404, { type: 'invalid_request_error', message })
}

const pathsOf = ({ expand }: Record<string, unknown>) => (expand ?? []) as string[]

const textOf = (object: object) => JSON.stringify(object, null, 2)

const refused = ({ status, body }: ApiRefusal): ApiAnswer => ({ status, body: textOf({ error: body }) })

const perform = async (change: Change, endpoint: Endpoint, params: Record<string, unknown>, id: string) => {
  const object = (await endpoint.write?.(change, params, id)) ?? {}
  await expand({ db: change.trx, app: change.app }, object, pathsOf(params))
  return object
}

/** A key is kept so long (ms). */
const KEPT = 24 * 3600_000

/** Does the work once for each key, and gives later callers the first answer. */
const writing = (world: World, call: ApiCall, work: (change: Change) => Promise<object>) => {
  const { requestId: id, method } = call
  const key = method === 'POST' ? call.idempotencyKey : null
  return change(
    world,
    async (change) => {
      const stored = key === null ? undefined : await answered(change, key, call)
      if (stored) return stored
      const answer = await attempt(change, work)
      if (key !== null) await keep(change, key, call, answer)
      return answer
    },
    { request: { id, key } }
  )
}

const hashOf = ({ method, path, form }: ApiCall) => {
  const pairs = [...new URLSearchParams(form)].sort(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([method, path, pairs]))
    .digest('hex')
}

const answered = async ({ trx, at }: Change, key: string, call: ApiCall): Promise<ApiAnswer | undefined> => {
  await trx('sandboxRequests')
    .where('createdAt', '<', at - KEPT)
    .delete()
  const row: { hash: string; status: number; body: string } | undefined = await trx('sandboxRequests')
    .where({ key })
    .first()
  if (!row) return undefined
  if (row.hash === hashOf(call)) return { status: row.status, body: row.body, replayed: true }
  const rule = 'Keys for idempotent requests can only be used with the same parameters they were first used with.'
  throw new ApiRefusal(400, { type: 'idempotency_error', message: `${rule} Try using a key other than '${key}'.` })
}

const keep = async ({ trx, at }: Change, key: string, call: ApiCall, { status, body }: ApiAnswer) =>
  trx('sandboxRequests').insert({ key, hash: hashOf(call), status, body, createdAt: at })

/** A refusal is an answer too, and is kept; what had been written until then is not. */
const attempt = async (change: Change, work: (change: Change) => Promise<object>): Promise<ApiAnswer> => {
  try {
    const object = await change.trx.transaction((trx) => work({ ...change, trx }))
    return { status: 200, body: textOf(object) }
  } catch (error) {
    if (error instanceof ApiRefusal) return refused(error)
    throw error
  }
}
