import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { parseForm } from '../../api/payments/sandbox/form.ts'
import type { Call } from './recorder.ts'

/** Stripe's own description of its API, cut to the calls that Hearth makes; see README.md. */
interface Description {
  requests: Record<string, object>
  events: string[]
}
const { requests, events } = JSON.parse(
  readFileSync(new URL('../support/stripe-openapi.json', import.meta.url), 'utf8')
) as Description

/** What Stripe has had only since the description was made. */
export const NEWER_EVENTS: Record<string, string> = {
  'refund.failed': 'since stripe 17.3.0 of 2024-10, by its CHANGELOG'
}

export const DESCRIBED_CALLS = Object.keys(requests).sort()
export const DESCRIBED_EVENTS = new Set(events)

const ajv = new Ajv({ coerceTypes: true, allErrors: true, strict: true, strictTypes: false })

const known = Object.entries(requests).map(([call, schema]) => {
  const [method = '', path = ''] = call.split(' ')
  return { call, method, path: new RegExp(`^${path.replaceAll(/{\w+}/g, '[^/]+')}$`), check: ajv.compile(schema) }
})

const knownOf = ({ method, path }: Call) => known.find((it) => it.method === method && it.path.test(path))

/** The call as the description names it: `POST /v1/refunds`. */
export const nameOf = (call: Call) => knownOf(call)?.call ?? `${call.method} ${call.path}`

/** What the description has against a call, such as `/ammount is not known`. */
export const faultsOf = (call: Call): string[] => {
  const check = knownOf(call)?.check
  return check ? complaintsOf(check, parseForm(call.form)) : [`${nameOf(call)} is not in the description`]
}

const complaintsOf = (check: ValidateFunction, params: object) =>
  check(params) ? [] : (check.errors ?? []).map(complaintOf)

const complaintOf = ({ instancePath, keyword, params, message }: ErrorObject) => {
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>
  if (keyword === 'additionalProperties') return `${instancePath}/${String(additionalProperty)} is not known`
  if (keyword === 'required') return `${instancePath}/${String(missingProperty)} is missing`
  return `${instancePath} ${String(message)}`
}
