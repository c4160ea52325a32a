import { v7 as uuidv7 } from 'uuid'

/** An id in Stripe's manner. Later ones are larger, so that lists can be ordered by them. */
export const newId = (prefix: string) => `${prefix}_${uuidv7().replaceAll('-', '')}`

/** `pi` of `pi_01a…`; `cs_test` of a checkout session. */
export const prefixOf = (id: string) => id.slice(0, Math.max(id.lastIndexOf('_'), 0))
