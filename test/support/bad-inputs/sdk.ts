import rest from '@feathersjs/rest-client'
import { createClient, type Client } from '../../../api/client.ts'
import type { Outcome } from '../call.ts'
import { memoryStorage, type Somebody } from '../people.ts'

const clients = new Map<string, Promise<Client>>()

/** The SDK over REST, signed in by the session that somebody has. */
export const restClientOf = (url: string, { token }: Somebody): Promise<Client> => {
  const known = clients.get(token)
  if (known) return known
  const client = createClient(rest(`${url}/api`).fetch(fetch) as never, { storage: memoryStorage() })
  const made = client.authenticate({ strategy: 'jwt', accessToken: token }).then(() => client)
  clients.set(token, made)
  return made
}

/** How many arguments stand before the query. */
const BEFORE_QUERY: Record<string, number> = { find: 0, get: 1, create: 1, patch: 2, update: 2, remove: 1 }

/** The same call through a client of the SDK, as untyped code could make it. `args` as over a socket: id, data, query. */
export const overSdk = async (client: Client, path: string, method: string, args: unknown[]): Promise<Outcome> => {
  const first = BEFORE_QUERY[method] ?? 0
  const query = args[first]
  const service = client.service(path as never) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  try {
    const body = await service[method]?.(...args.slice(0, first), ...(query === undefined ? [] : [{ query }]))
    return { verdict: 'ok', body }
  } catch (thrown) {
    // an error is more than its public part: it has a stack, and over REST the whole answer
    const { name, message, code, className, data, errors } = thrown as Record<string, unknown>
    const { reason } = (data ?? {}) as { reason?: string }
    return { verdict: reason ?? String(message), body: { name, message, code, className, data, errors } }
  }
}
