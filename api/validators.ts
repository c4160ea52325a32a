import { Ajv } from '@feathersjs/schema'
import { Type, type TObject, type TSchema } from '@feathersjs/typebox'

/**
 * A schema may carry `reason`: the word of the error catalogue that a value which breaks it is answered with.
 * `verbose` lets the guard read it back from the schema that failed. To optimise the code takes as long as to make it.
 */
const options = { allErrors: true, verbose: true, keywords: ['reason'], code: { optimize: false } }

/** Data is taken as it is: a string is never turned into a number. */
export const dataValidator = new Ajv(options)

/** A query may come from a URL, where everything is a string. */
export const queryValidator = new Ajv({ ...options, coerceTypes: true })

const UUID7 = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
const uuid7 = new RegExp(UUID7)

/** UUIDv7 in lower case, the only form of id that Hearth knows. */
export const isId = (value: unknown): value is string => typeof value === 'string' && uuid7.test(value)

export const Id = (description = '') => Type.String({ pattern: UUID7, description, reason: 'invalid_id' })

/** Integer milliseconds since the epoch, UTC. */
export const Time = (description = '') =>
  Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: `${description} ms since 1970, UTC`.trim()
  })

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One of a few words. */
export const OneOf = <T extends string>(...values: [T, ...T[]]) => Type.Unsafe<T>({ type: 'string', enum: values })

/**
 * Text that people write. Lengths are in code points. Refuses what no keyboard makes and no database agrees on: NUL and
 * other control characters (but tab and line breaks), lone surrogates, non-characters.
 */
export const Text = (limits: { minLength?: number; maxLength: number; reason?: string; description?: string }) =>
  Type.String({ ...limits, pattern: TEXT })
const TEXT = '^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uFFFE\\uFFFF\\uD800-\\uDFFF]*$'

/** Text on one line that shows something: at least one character that is not blank, invisible or a mere mark. */
export const Line = (limits: { minLength?: number; maxLength: number; reason?: string; description?: string }) =>
  Type.String({ ...limits, pattern: LINE })
const LINE =
  '^(?=[^]*[\\p{L}\\p{N}\\p{P}\\p{S}])[^\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF\\uD800-\\uDFFF]*$'

const MOST_ITEMS = 100

/**
 * The Feathers query syntax over `fields`, which must be public and indexed: comparisons, `$in`, `$or`, `$and`, `$sort`
 * over `sort`, `$limit` up to `most`, `$skip`. In a URL, null is the empty string. `$select` may name any field of `record`. `extra` adds fields of its own.
 */
export const querySchema = (
  record: TObject,
  {
    fields,
    sort = fields,
    most = 100,
    extra = {}
  }: { fields: string[]; sort?: string[]; most?: number; extra?: Record<string, TSchema> }
) => {
  const field = (name: string) => {
    const value = asked(record.properties[name] as TSchema)
    const list = Type.Array(value, { maxItems: MOST_ITEMS })
    const compare = { $gt: value, $gte: value, $lt: value, $lte: value, $ne: value, $in: list, $nin: list }
    return Type.Union([value, Type.Partial(Type.Object(compare, { additionalProperties: false, minProperties: 1 }))])
  }
  const filters = Object.fromEntries(fields.map((name) => [name, Type.Optional(field(name))]))
  const order = Object.fromEntries(
    sort.map((name) => [name, Type.Optional(Type.Unsafe<1 | -1>({ type: 'integer', enum: [1, -1] }))])
  )
  const conditions = Type.Array(Type.Object(filters, { additionalProperties: false }), { minItems: 1, maxItems: 10 })
  return Type.Object(
    {
      ...filters,
      ...Object.fromEntries(Object.entries(extra).map(([name, value]) => [name, Type.Optional(value)])),
      $limit: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
      $skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
      $sort: Type.Optional(Type.Object(order, { additionalProperties: false })),
      $select: Type.Optional(
        Type.Array(Type.Unsafe<string>({ enum: Object.keys(record.properties) }), { minItems: 1, maxItems: 40 })
      ),
      $or: Type.Optional(conditions),
      $and: Type.Optional(conditions)
    },
    { additionalProperties: false }
  )
}

/** Of `integer or null` as two branches, Ajv tries the first, and makes a zero of null. As one type it takes null as it is. */
const asked = (schema: TSchema): TSchema => {
  const [first, second] = (schema.anyOf ?? []) as TSchema[]
  const isNullableInteger = first?.type === 'integer' && second?.type === 'null'
  return isNullableInteger ? Type.Unsafe({ ...first, type: ['integer', 'null'] }) : schema
}

/** The same query for the type system: what a client may ask of a service whose records are `T`. */
export type QueryOf<T, F extends keyof T, Extra = object> = Filters<Pick<T, F>> & {
  $limit?: number
  $skip?: number
  $sort?: Partial<Record<F, 1 | -1>>
  $select?: (keyof T)[]
  $or?: Filters<Pick<T, F>>[]
  $and?: Filters<Pick<T, F>>[]
} & Extra
type Filters<T> = { [K in keyof T]?: T[K] | Compare<T[K]> }
interface Compare<V> {
  $gt?: V
  $gte?: V
  $lt?: V
  $lte?: V
  $ne?: V
  $in?: V[]
  $nin?: V[]
}
