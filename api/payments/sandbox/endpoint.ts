import { Ajv } from '@feathersjs/schema'
import { Type, type Static, type TProperties } from '@feathersjs/typebox'
import type { ErrorObject } from 'ajv'
import type { Knex } from 'knex'
import type Stripe from 'stripe'
import type { Reader } from './objects/load.ts'
import { listOf } from './objects/parts.ts'
import { invalid } from './refusals.ts'
import type { Change } from './world.ts'

/** One address of the API. `:id` in the path is handed on as `id`. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE'
  path: RegExp
  /** Refuses parameters that are not the endpoint's; makes numbers of digits. @throws 400 */
  check(params: Record<string, unknown>): void
  read?(reader: Reader, params: unknown, id: string): Promise<object>
  write?(change: Change, params: unknown, id: string): Promise<object>
}

const ajv = new Ajv({ coerceTypes: true, useDefaults: true, allowUnionTypes: true, code: { optimize: false } })

const checking = (properties: TProperties) => {
  const expandable = { ...properties, expand: Type.Optional(Type.Array(Type.String({ maxLength: 200 }))) }
  const schema = Type.Object(expandable, { additionalProperties: false })
  return (params: Record<string, unknown>) => {
    // once, when it is first asked
    const validate = ajv.compile(schema)
    const [error] = validate(params) ? [] : (validate.errors ?? [])
    if (error) throw refusalOf(error)
  }
}

/** `/line_items/0/price_data` and `currency` as Stripe writes them: `line_items[0][price_data][currency]`. */
const paramOf = (pointer: string, property?: string) =>
  [...pointer.split('/').slice(1), ...(property === undefined ? [] : [property])]
    .map((key, place) => (place === 0 ? key : `[${key}]`))
    .join('')

const refusalOf = ({ keyword, instancePath, params, message }: ErrorObject) => {
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>
  const param = paramOf(instancePath, additionalProperty ?? missingProperty)
  if (keyword === 'additionalProperties')
    return invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
  if (keyword === 'required') return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  const code = params.type === 'integer' ? 'parameter_invalid_integer' : undefined
  return invalid(`Invalid ${param}: ${message ?? 'not allowed'}`, { ...(code && { code }), param })
}

const patternOf = (path: string) => new RegExp(`^${path.replace(':id', '([\\w-]{1,128})')}$`)

type Params<P extends TProperties> = Static<ReturnType<typeof Type.Object<P>>>

/** An address that only tells. */
export const reads = <P extends TProperties>(
  path: string,
  properties: P,
  read: (reader: Reader, params: Params<P>, id: string) => Promise<object>
): Endpoint => ({
  method: 'GET',
  path: patternOf(path),
  check: checking(properties),
  read: (reader, params, id) => read(reader, params as Params<P>, id)
})

/** An address that changes the world. */
export const writes = <P extends TProperties>(
  method: 'POST' | 'DELETE',
  path: string,
  properties: P,
  write: (change: Change, params: Params<P>, id: string) => Promise<object>
): Endpoint => ({
  method,
  path: patternOf(path),
  check: checking(properties),
  write: (change, params, id) => write(change, params as Params<P>, id)
})

/** An object of parameters, with nothing else in it. */
export const Part = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

export const Text = (maxLength = 500) => Type.String({ minLength: 1, maxLength })

/** Up to 50 keys. @see https://docs.stripe.com/api/metadata */
export const Metadata = () =>
  Type.Optional(
    Type.Unsafe<Record<string, string>>({
      type: 'object',
      maxProperties: 50,
      propertyNames: { type: 'string', minLength: 1, maxLength: 40 },
      additionalProperties: { type: 'string', maxLength: 500 }
    })
  )

type Range = Partial<Record<'gt' | 'gte' | 'lt' | 'lte', string>>

/** What every list takes. */
export const listing = {
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 10 }),
  starting_after: Type.Optional(Text(128)),
  ending_before: Type.Optional(Text(128)),
  created: Type.Optional(Type.Unsafe<Range | string>({ type: ['object', 'string'] }))
}

type Listing = Params<typeof listing>

/** A page of a list, the newest first. `created` counts seconds. */
export const page = async <Row extends { id: string }>(
  url: string,
  rows: Knex.QueryBuilder,
  { limit, starting_after: after, ending_before: before, created }: Listing,
  present: (row: Row) => object | Promise<object>
): Promise<Stripe.ApiList<object>> => {
  if (after) void rows.where('id', '<', after)
  if (before) void rows.where('id', '>', before)
  within(rows, created)
  const found = (await rows.orderBy('id', before ? 'asc' : 'desc').limit(limit + 1)) as unknown as Row[]
  const shown = found.slice(0, limit)
  if (before) shown.reverse()
  return listOf(url, await Promise.all(shown.map(async (row) => present(row))), found.length > limit)
}

const COMPARISONS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

const within = (rows: Knex.QueryBuilder, created: Listing['created']) => {
  if (created === undefined) return
  const range: Record<string, unknown> = typeof created === 'string' ? { gte: created, lte: created } : created
  for (const [name, value] of Object.entries(range)) {
    const sign = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name as keyof typeof COMPARISONS] : undefined
    if (!sign || !/^\d{1,12}$/.test(String(value))) throw invalid(`Invalid created[${name}]`, { param: 'created' })
    // a second lasts until the next begins
    const end = name === 'gt' || name === 'lte' ? 999 : 0
    void rows.where('createdAt', sign, Number(value) * 1000 + end)
  }
}
