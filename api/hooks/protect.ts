import type { Query } from '@feathersjs/feathers'
import type { TObject } from '@feathersjs/typebox'
import type { Application, HookContext, NextFunction } from '../declarations.ts'
import { refusal } from '../errors.ts'
import { anyone, holds, type Actor, type Need, type Place, type Policy } from '../policy.ts'
import { roomPlace } from '../services/memberships/room-place.ts'
import { dataValidator, queryValidator } from '../validators.ts'
import { transact } from './transact.ts'
import { validateData, validateQuery } from './validate.ts'

/** What the outside may do with a service. Method by method nothing is allowed that does not stand here. */
export interface Rules {
  query?: TObject
  /** Shapes of what may be written. */
  create?: TObject
  patch?: TObject
  policy: Policy<never, never>
  /** Narrows find, get, patch and remove in SQL to what the caller may see; what lies outside does not exist (404). */
  scope?: (actor: Actor) => Query
  /** The room that a record stands in, so that the policy is told of it. Not to be seen: 404 before the policy is asked. */
  roomOf?: (record: never) => string
  /** Where `find` asks about one room, which the caller must be able to see. */
  roomOfQuery?: (query: Query) => string
  /** What a personal access token must hold, where it is not `read` for reading and `write` for writing. */
  needs?: Partial<Record<string, Need>>
  /** Methods for which the e-mail address must be confirmed. Asked only where mail can be sent. */
  verifiedOnly?: string[]
  /** Methods for which the session must have proved lately who it is. */
  confirmed?: string[]
  /** Whether a write is one transaction and nothing beside it; set by `protect`. */
  transacts?: boolean
}

const NO_QUERY: TObject = { type: 'object', properties: {}, additionalProperties: false } as unknown as TObject
const WRITES = ['create', 'patch', 'remove']

interface Steps {
  /** Slow work that must not hold the transaction, such as hashing. Runs on valid data, before anybody was asked. */
  prepare?: Partial<Record<'create' | 'patch', (context: HookContext, next: NextFunction) => Promise<void>>>
  /** False for a service that opens its own transactions. */
  transacts?: boolean
  /** Methods that the service itself does together with other calls in one transaction; there it asks `params.judge`. */
  together?: 'create'[]
}

/**
 * Puts the same steps before every service, in the one right order: shape of query and data, transaction, scope, policy.
 * Internal calls (without `provider`) pass all but the transaction: the caller has decided.
 */
export const protect = (
  app: Application,
  path: string,
  rules: Rules,
  { prepare = {}, transacts = true, together = [] }: Steps = {}
) => {
  app.get('rules').set(path, { ...rules, transacts })
  const around = [checkShape(rules)]
  const write = transacts ? [transact] : []
  const service = app.service(path as never) as { hooks(map: object): void }
  service.hooks({
    around: {
      all: around,
      create: [...(prepare.create ? [prepare.create] : []), ...(together.includes('create') ? [] : write)],
      patch: [...(prepare.patch ? [prepare.patch] : []), ...write],
      remove: write
    },
    before: { all: [authorize(rules, together)] }
  })
}

/** Ajv compiles a schema once, when it is first asked: all of them together would be half of the time that a start takes. */
const checkShape = (rules: Rules) => async (context: HookContext, next: NextFunction) => {
  const { params, method } = context
  if (params.provider) {
    if (WRITES.includes(method)) refuseQuery(params.query)
    else validateQuery(context, queryValidator.compile(rules.query ?? NO_QUERY))
    if (method === 'get') refuseFilters(context.params.query)
    const schema = rules[method as 'create' | 'patch']
    if (schema) validateData(context, dataValidator.compile(schema))
  }
  await next()
}

/** A write answers with the whole record, which is also the event that everyone hears: a query could only cut it short. */
const refuseQuery = (query: Query | undefined) => {
  if (Object.keys(query ?? {}).length > 0) throw refusal('query_not_allowed')
}

/** Which record is meant says the id. */
const refuseFilters = (query: Query = {}) => {
  if (Object.keys(query).some((name) => name !== '$select')) throw refusal('unknown_field')
}

/** Narrows the call to what the caller may see, reads what a patch or a removal is about, and asks the policy. */
const authorize = (rules: Rules, together: readonly string[]) => async (context: HookContext) => {
  const { id, method, params } = context
  if (!params.provider) return
  const rule = (rules.policy as Policy<unknown>)[method]
  if (!rule) throw refusal('not_allowed')
  const { actor } = params
  if (!actor) {
    if (rule === anyone) return
    throw refusal('not_signed_in')
  }
  admit(rules, method, actor)
  const judge = (record: unknown, place: Place) => {
    const verdict = rule(actor, record, place, context.data as never)
    if (verdict !== true) throw refusal(verdict as never)
  }
  if (together.includes(method)) {
    context.params = { ...params, judge: (place: Place) => judge(context.data, place) }
    return
  }
  const scope = rules.scope?.(actor)
  if (scope && method !== 'create') {
    context.params = { ...params, query: { ...params.query, $and: [...(params.query?.$and ?? []), scope] } }
  }
  const record = await subjectOf(context, id)
  const roomId = record === undefined ? rules.roomOfQuery?.(params.query ?? {}) : rules.roomOf?.(record as never)
  const place: Place = roomId ? await roomPlace(context.app, roomId, actor, params.transaction) : {}
  judge(record, place)
  context.params = { ...context.params, record, place }
}

/** A session counts as confirmed for so long (ms). */
export const CONFIRMED = 10 * 60_000
export const isConfirmed = ({ confirmedAt = 0 }: Actor) => Date.now() - confirmedAt < CONFIRMED

/** What holds of the caller alone, whatever the call is about. */
const admit = (rules: Rules, method: string, actor: Actor) => {
  const need = rules.needs?.[method] ?? (WRITES.includes(method) ? 'write' : 'read')
  if (!holds(actor, need)) throw refusal('insufficient_scope')
  if (actor.unverified && rules.verifiedOnly?.includes(method)) throw refusal('email_unverified')
  if (rules.confirmed?.includes(method) && !isConfirmed(actor)) throw refusal('step_up_required')
}

/** What the policy judges: for create the data, for patch and remove the stored record, else nothing. */
const subjectOf = async ({ data, method, params, service }: HookContext, id: unknown) => {
  if (method === 'create') return data
  if (method !== 'patch' && method !== 'remove') return undefined
  const store = service as { _get?: (id: unknown, params: object) => Promise<unknown> }
  return store._get?.(id, { query: params.query, transaction: params.transaction }) ?? { id }
}
