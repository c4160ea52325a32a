/** What the server answers when it refuses: `reason` is a stable word, `message` a sentence fit to show. */
export interface PublicError {
  name: string
  message: string
  /** HTTP status; absent when the line was lost before an answer came */
  code?: number
  data?: { reason?: string; retryAfter?: number }
  errors?: { path: string; message: string; reason?: string }[]
}

export class RequestFailed extends Error implements PublicError {
  readonly code?: number
  readonly data?: PublicError['data']
  readonly errors?: PublicError['errors']
  constructor({ message, code, data, errors }: Omit<PublicError, 'name'>) {
    super(message)
    this.name = 'RequestFailed'
    this.code = code
    this.data = data
    this.errors = errors
  }
}

export const OFFLINE = 'The server does not answer. Check your connection and try again.'

/** Anything thrown, as a public error; without `code` the line was lost. */
export const asPublicError = (thrown: unknown): PublicError => {
  const error = thrown as PublicError | undefined
  return typeof error?.code === 'number' ? error : { name: 'Unreachable', message: OFFLINE }
}

/** A sentence to show for anything thrown. */
export const inWords = (thrown: unknown) => asPublicError(thrown).message

/** Told with the first refusal that a session has ended, the browser drops its cookie: the second try is that of a stranger. */
const ENDED = ['session_ended', 'invalid_token']

const call = async <T>(method: string, path: string, body?: unknown, tries = 2): Promise<T> => {
  const headers = body === undefined ? undefined : { 'content-type': 'application/json' }
  const response = await fetch(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(15_000)
  }).catch(() => undefined)
  const answer = (await response?.json().catch(() => undefined)) as unknown
  if (!response?.ok || answer === undefined) {
    const { reason = '' } = (answer as PublicError | undefined)?.data ?? {}
    if (ENDED.includes(reason) && tries > 1) return call(method, path, body, tries - 1)
    // A proxy that stands before a stopped server answers with a page of its own: no JSON, hence no code.
    throw new RequestFailed((answer as PublicError | undefined) ?? { message: OFFLINE })
  }
  return answer as T
}

/** Same-origin JSON calls for the pages that do without the socket. @throws {RequestFailed} */
export const get = <T>(path: string) => call<T>('GET', path)
export const post = <T>(path: string, body: unknown) => call<T>('POST', path, body)
export const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, body)
export const del = <T>(path: string) => call<T>('DELETE', path)
