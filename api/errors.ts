import { FeathersError } from '@feathersjs/errors'
import type { ErrorObject } from 'ajv'
import { catalogue } from './error-catalogue.ts'
import { driverError, troubleOf } from './trouble.ts'

export type Reason = keyof typeof catalogue
export const isReason = (word: unknown): word is Reason => typeof word === 'string' && word in catalogue

/** An error of the catalogue. `more` may add `retryAfter` (seconds). */
export const refusal = (reason: Reason, more: { retryAfter?: number | undefined; errors?: FieldError[] } = {}) => {
  const [ErrorClass, message] = catalogue[reason]
  const { errors, ...data } = more
  return Object.assign(new ErrorClass(message, { reason, ...data }), errors && { errors })
}

/** What is wrong with one value: where it stands (`/email`), in words, and as a word. */
export interface FieldError {
  path: string
  message: string
  reason: Reason
}

/** The first mistakes that a validator found, each with the catalogue's word for it. */
export const fieldErrors = (found: readonly ErrorObject[]): FieldError[] => {
  const mistakes = found.filter(({ keyword }) => !['if', 'anyOf', 'oneOf', 'not'].includes(keyword)).slice(0, 20)
  const byPath = new Map<string, FieldError>()
  for (const error of mistakes) {
    const property = error.params.additionalProperty ?? error.params.missingProperty
    const path = property === undefined ? error.instancePath : `${error.instancePath}/${String(property)}`
    const reason = reasonOf(error)
    if (!byPath.has(path)) byPath.set(path, { path, message: catalogue[reason][1], reason })
  }
  return [...byPath.values()]
}

const reasonOf = ({ keyword, parentSchema, data }: ErrorObject): Reason => {
  if (keyword === 'additionalProperties') return 'unknown_property'
  const reason: unknown = parentSchema?.reason
  if (keyword === 'required') return isReason(reason) ? reason : 'missing_property'
  if (reason === 'invalid_text') return textReason(keyword)
  if (isReason(reason)) return reason
  return keyword === 'pattern' && typeof data === 'string' ? 'invalid_characters' : 'invalid_data'
}

const textReason = (keyword: string): Reason =>
  (({ minLength: 'text_empty', maxLength: 'text_too_long', pattern: 'invalid_characters' }) as const)[keyword] ??
  'invalid_text'

const KNEX_ERROR = Symbol.for('@feathersjs/knex/error')
const PUBLIC_DATA = new Set(['reason', 'retryAfter'])

/** What may be told to the outside of any error: the one shape of the contract. Never SQL, a stack, a path or a secret. */
export const toPublic = (error: unknown) => {
  const { name, message, code, className, data, errors } = known(error)
  const told = Object.fromEntries(Object.entries(data ?? {}).filter(([key]) => PUBLIC_DATA.has(key)))
  return { name, message, code, className, data: told, errors: Array.isArray(errors) ? errors : [] }
}

/** The same error as one of the catalogue; `unexpected` when it was nobody's mistake outside and belongs into the log. */
export const translate = (error: unknown) => {
  const { data, code, errors } = known(error)
  const reason = (data as { reason: Reason }).reason
  const told = refusal(reason, { ...(data as object), errors: errors as FieldError[] | undefined })
  return { error: told, unexpected: code === 500 && !(error instanceof FeathersError && isReason(error.data?.reason)) }
}

/** Feathers turns its errors into plain objects on the way to a socket, hence no instanceof. */
const known = (error: unknown): Pick<FeathersError, 'name' | 'message' | 'code' | 'className' | 'data' | 'errors'> => {
  const {
    status,
    statusCode,
    [KNEX_ERROR]: cause,
    ...rest
  } = { ...(error as object) } as Record<string | symbol, unknown>
  if (typeof rest.className === 'string' && typeof rest.code === 'number' && !cause) {
    const feathers = error as FeathersError
    const { reason } = (feathers.data ?? {}) as { reason?: unknown }
    return isReason(reason) ? feathers : refusal(DEFAULT_REASONS[feathers.code] ?? 'internal')
  }
  const http = HTTP_REASONS[Number(status ?? statusCode)]
  if (http) return refusal(http)
  const { reason, retryAfter } = troubleOf(cause ?? error) ?? {}
  return reason ? refusal(reason, { retryAfter }) : refusal(databaseReason(cause ?? error) ?? 'internal')
}

/** Feathers' own errors carry no reason; these stand for them. */
const DEFAULT_REASONS: Record<number, Reason> = {
  400: 'invalid_data',
  401: 'invalid_token',
  403: 'not_allowed',
  404: 'not_found',
  405: 'method_not_allowed'
}
const HTTP_REASONS: Record<number, Reason> = {
  400: 'invalid_json',
  413: 'body_too_large',
  415: 'unsupported_media_type'
}

/** The reason behind a driver's refusal: SQLSTATE on PostgreSQL; sqlite3 says CONSTRAINT and keeps the kind in its message. */
export const databaseReason = (error: unknown): Reason | undefined => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const [word, text] = [asText(code), asText(message)]
  if (word === '23505' || text.includes('UNIQUE constraint failed')) return 'already_exists'
  if (word === '23503' || word === '23514' || word === '23502' || word === '22P02') return 'invalid_data'
  // a NUL that PostgreSQL does not take
  if (word === '22021') return 'invalid_characters'
  if (/(FOREIGN KEY|CHECK|NOT NULL) constraint failed/.test(text)) return 'invalid_data'
  return undefined
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '')

export const isUniqueViolation = (error: unknown) => databaseReason(driverError(error)) === 'already_exists'
