import fc, { type Arbitrary } from 'fast-check'
import { v7 as uuidv7 } from 'uuid'

/** As much of JSON Schema as Hearth's own schemas use. */
export interface Shape {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  then?: Shape
  else?: Shape
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
  required?: string[]
  minProperties?: number
  items?: Shape
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  reason?: string
}

/** Ids that exist, by the name of the property that may hold them: a made-up id rarely gets past the first question. */
export type Ids = (name: string) => string[]

/** Texts that have broken something somewhere. */
const NASTY = [
  ...['', ' ', '.', '..', '\u200b', 'a\u0000b', 'a\ud800b', '\ufeff', '\u202eabc', 'e\u0301'.repeat(20), '👩‍👩‍👧‍👦'],
  ...["' OR 1=1--", '"; DROP TABLE users;--', '%_\\', '1;SELECT pg_sleep(5)', '*', '"', 'a AND', 'col:x', 'NEAR('],
  ...[
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
    'javascript:alert(1)',
    'file:///etc/passwd'
  ],
  ...['null', 'undefined', 'NaN', '-0', '1e400', '9007199254740993', '0x10', 'true', '[]', '{}', '__proto__'],
  ...['constructor', 'toString', 'a\r\nX-Evil: 1', 'İstanbul', 'ſ', 'x'.repeat(5000)]
]

const hasOwnPattern = ({ pattern }: Shape) => pattern !== undefined && !pattern.includes('(?=')

const text = (shape: Shape, ids: string[]): Arbitrary<unknown> => {
  const { minLength = 0, maxLength = 60, pattern } = shape
  if (shape.reason === 'invalid_id' && pattern?.includes('-7'))
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...ids, uuidv7()) },
      fc.constant(0).map(() => uuidv7())
    )
  // three letters at random are hardly ever those of a campaign
  if (shape.reason === 'invalid_currency')
    return fc.oneof({ weight: 4, arbitrary: fc.constant('EUR') }, fc.constantFrom('JPY', 'KWD', 'XXX', 'ZZZ'))
  const size = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)) }
  const fits = (value: string) =>
    [...value].length >= minLength &&
    [...value].length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(value))
  if (hasOwnPattern(shape)) return matching(pattern!).filter(fits)
  const nasty = NASTY.filter(fits)
  const free = fc.string({ unit: 'grapheme', ...size }).filter(fits)
  return nasty.length > 0 ? fc.oneof(free, fc.constantFrom(...nasty)) : free
}

/** Made once a pattern: the classes of Unicode are large. */
const matching = (pattern: string) => {
  const made = patterns.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 64 })
  patterns.set(pattern, made)
  return made
}
const patterns = new Map<string, Arbitrary<string>>()

const number = ({ type, minimum = -1000, maximum = 10_000, reason }: Shape): Arbitrary<number> => {
  if (reason === 'invalid_amount')
    return fc.oneof(fc.integer({ min: 50, max: 5_000 }), number({ type: 'integer', minimum, maximum }))
  const edges = fc.constantFrom(minimum, maximum, Math.min(minimum + 1, maximum))
  return type === 'integer'
    ? fc.oneof(edges, fc.integer({ min: minimum, max: Math.min(maximum, minimum + 2 ** 31) }))
    : fc.oneof(edges, fc.double({ min: minimum, max: maximum, noNaN: true }))
}

const object = (shape: Shape, ids: Ids): Arbitrary<Record<string, unknown>> => {
  const { properties = {}, required = [], minProperties = 0 } = shape
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valid(part, ids, name)]))
  const known = Object.keys(properties)
  const own = fc
    .record(parts, { requiredKeys: required.filter((name) => known.includes(name)), noNullPrototype: true })
    .map((value) => {
      const [name] = known
      return Object.keys(value).length < minProperties && name ? { ...value, [name]: '' } : value
    })
  const branches = [shape.then, shape.else].filter((branch) => branch?.properties !== undefined)
  if (branches.length > 0) return fc.oneof(own, ...branches.map((branch) => object(branch!, ids)))
  return shape.patternProperties ? fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 })) : own
}

/** Values that keep to the shape, but for the rare condition across several properties. */
export const valid = (shape: Shape, ids: Ids, name = ''): Arbitrary<unknown> => {
  if ('const' in shape) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (shape.anyOf && !shape.properties) return fc.oneof(...shape.anyOf.map((part) => valid(part, ids, name)))
  if (shape.type === 'object') return object(shape, ids)
  if (shape.type === 'string') return text(shape, ids(name))
  if (shape.type === 'integer' || shape.type === 'number') return number(shape)
  if (shape.type === 'boolean') return fc.boolean()
  if (shape.type === 'null') return fc.constant(null)
  if (shape.type === 'array') {
    const { minItems = 0, maxItems = 5, items = {} } = shape
    const size = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) }
    const part = valid(items, ids, name)
    return shape.uniqueItems
      ? fc.uniqueArray(part, { ...size, minLength: Math.min(minItems, 1) })
      : fc.array(part, size)
  }
  return junk
}

/** Anything that JSON can say. */
export const junk: Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(...NASTY, 0, -1, 1.5, 1e21, 2 ** 53, null, true, [], {}, [[]], { $gt: '' }, { length: -1 })
)

/** Off by one thing: a property dropped, added, or of the wrong value. */
export const nearly = (shape: Shape, ids: Ids): Arbitrary<unknown> =>
  fc
    .tuple(valid(shape, ids), fc.constantFrom('drop', 'add', 'change', 'change', 'wrap'), fc.nat(), junk, stray)
    .map(([value, how, at, odd, key]) => {
      if (typeof value !== 'object' || value === null) return odd
      const names = Object.keys(value)
      const name = names[at % Math.max(names.length, 1)] ?? key
      const kept: Record<string, unknown> = { ...value }
      if (how === 'drop') return Object.fromEntries(Object.entries(kept).filter(([other]) => other !== name))
      if (how === 'add') return { ...kept, [key]: odd }
      return { ...kept, [name]: how === 'wrap' ? [kept[name]] : odd }
    })

const stray = fc.constantFrom(
  ...['id', 'userId', 'role', 'status', 'createdAt', '$limit', '$select', '$resolve', '$where', 'password', 'seq'],
  ...['constructor', 'toString', 'prototype', '']
)

/** A nested value as a query of a URL, the way that Feathers' REST client writes it. */
export const asSearch = (value: unknown): string => {
  const pairs: string[] = []
  const walk = (part: unknown, path: string) => {
    if (Array.isArray(part)) part.forEach((item) => walk(item, `${path}[]`))
    else if (typeof part === 'object' && part !== null)
      Object.entries(part).forEach(([key, item]) => walk(item, path ? `${path}[${key}]` : key))
    else if (path) pairs.push(`${sound(path)}=${sound(typeof part === 'string' ? part : JSON.stringify(part ?? null))}`)
  }
  walk(value, '')
  return pairs.join('&')
}

/** A URL cannot hold half a surrogate pair. */
const sound = (text: string) => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
