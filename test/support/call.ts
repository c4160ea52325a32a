import type { Socket } from 'socket.io-client'
import { request } from './people.ts'

/** How one service call went: `ok` with its result, or the public error. */
export interface Outcome {
  verdict: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what came over the wire, looked at by assertions
  body: any
}

const VERBS: Record<string, string> = { find: 'GET', get: 'GET', create: 'POST', patch: 'PATCH', remove: 'DELETE' }

/** The same call over REST, by bearer or by cookie. `args` as a Feathers method takes them: id, data, query. */
export const overRest = async (
  url: string,
  token: string | undefined,
  path: string,
  method: string,
  args: unknown[],
  cookie?: string
): Promise<Outcome> => {
  const hasId = ['get', 'patch', 'remove'].includes(method)
  const id = hasId ? (args[0] as string | null) : undefined
  const body = method === 'create' ? args[0] : method === 'patch' ? args[1] : undefined
  const query = method === 'find' ? args[0] : undefined
  const search = query ? `?${new URLSearchParams(query as Record<string, string>).toString()}` : ''
  const address = `/api/${path}${id === undefined || id === null ? '' : `/${id}`}${search}`
  const answer = await request(url, VERBS[method] ?? 'GET', address, {
    body,
    token,
    ...(cookie && { headers: { cookie: `hearth=${cookie}`, 'sec-fetch-site': 'same-origin' } })
  })
  return { verdict: answer.status < 300 ? 'ok' : answer.body.data.reason, body: answer.body }
}

/** The same call over a socket. */
export const overSocket = (line: Socket, path: string, method: string, args: unknown[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    line
      .timeout(5_000)
      .emit(
        method,
        path,
        ...args,
        (lost: Error | null, error: { data: { reason: string } } | null, result: unknown) => {
          if (lost) reject(lost)
          else resolve(error ? { verdict: error.data.reason, body: error } : { verdict: 'ok', body: result })
        }
      )
  })
