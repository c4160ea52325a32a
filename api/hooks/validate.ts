import type { Query } from '@feathersjs/feathers'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { HookContext } from '../declarations.ts'
import { fieldErrors, refusal, type Reason } from '../errors.ts'

/** @throws 400 with every mistake in `errors`; the reason is that of the first */
export const validateData = (context: HookContext, check: ValidateFunction) => {
  const data = structuredClone(context.data ?? {})
  if (!check(data)) {
    const errors = fieldErrors(check.errors ?? [])
    throw refusal(errors[0]?.reason ?? 'invalid_data', { errors })
  }
  context.data = data
}

/** Takes strings for numbers, as a URL has only strings. @throws 400 with the reason of the first mistake */
export const validateQuery = (context: HookContext, check: ValidateFunction) => {
  const { provider, query: asked = {} } = context.params
  const query = (provider === 'rest' ? withLists(asked) : structuredClone(asked)) as Query
  if (!check(query)) throw refusal(queryReason(check.errors ?? []))
  context.params = { ...context.params, query }
}

/** A list of more than 20 values comes out of an address as an object of its numbers; how long it may be says the schema. */
const withLists = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).map(([key, part]) => [key, withLists(part)] as const)
  const isList = Array.isArray(value) || (parts.length > 0 && parts.every(([key], index) => key === String(index)))
  return isList ? parts.map(([, part]) => part) : Object.fromEntries(parts)
}

const AT: [RegExp, Reason][] = [
  [/^\/\$limit/, 'invalid_limit'],
  [/^\/\$skip/, 'invalid_skip'],
  [/^\/\$sort/, 'unknown_sort'],
  [/^\/\$select/, 'unknown_field']
]

const queryReason = (errors: ErrorObject[]): Reason => {
  if (errors.some(({ keyword }) => keyword === 'maxItems')) return 'too_many_items'
  for (const { instancePath, keyword, params, parentSchema } of errors) {
    const special = AT.find(([path]) => path.test(instancePath))
    if (special) return special[1]
    if (keyword === 'additionalProperties') {
      const name = String(params.additionalProperty)
      // a stray key beside a field's value is an operator, at the top it is a field
      return name.startsWith('$') || /^\/[^$]/.test(instancePath) ? 'unknown_operator' : 'unknown_field'
    }
    if (keyword === 'required') return 'missing_property'
    if (parentSchema?.reason === 'invalid_id' && errors.every(({ keyword }) => keyword !== 'additionalProperties'))
      return 'invalid_id'
  }
  return 'invalid_query'
}
