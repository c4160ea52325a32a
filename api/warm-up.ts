import { setTimeout as sleep } from 'node:timers/promises'
import type { Application } from './declarations.ts'
import { stripePackage } from './payments/stripe-package.ts'
import { dataValidator, queryValidator } from './validators.ts'

/** Between two pieces of work others are served (ms). */
const BETWEEN = 20

/**
 * What a start leaves for later, done piece by piece once the server serves, so that nobody's first call has to wait for it: the
 * validators of all services, which Ajv compiles once, and Stripe's package.
 */
export const warmUp = async (app: Application) => {
  for (const { query, create, patch } of app.get('rules').values()) {
    if (query) queryValidator.compile(query)
    for (const schema of [create, patch]) if (schema) dataValidator.compile(schema)
    await sleep(BETWEEN, undefined, { ref: false })
  }
  await stripePackage()
}
