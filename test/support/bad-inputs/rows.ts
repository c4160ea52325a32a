import { v7 as uuidv7 } from 'uuid'
import type { Reason } from '../../../api/errors.ts'
import type { Scene } from './scene.ts'

/** Bare HTTP, bare packets, and the SDK on either. */
export const WAYS = ['rest', 'socket', 'SDK by REST', 'SDK by socket'] as const
export type Way = (typeof WAYS)[number]

/** A query as it stands in an address; a client writes addresses by itself. */
export const asAddress: Way[] = ['rest']
/** A query of several levels, which the bare calls over REST of these tests do not write. */
export const asObject: Way[] = ['socket', 'SDK by REST', 'SDK by socket']
/** What is lost on the way into an address or a body: an empty list, the kind of a value. */
export const bySocket: Way[] = ['socket', 'SDK by socket']
/** What a client does not send, because it looks first or has no way to say it. */
export const bare: Way[] = ['socket']

export type Call = [path: string, method: string, ...args: unknown[]]
type Caller =
  'founder' | 'admin' | 'stranger' | 'owner' | 'moderator' | 'member' | 'author' | 'muted' | 'donor' | 'treasurer'

/** One malformed call. `row` is its number in the catalogue of the design's reference on bad inputs, `args` as Feathers takes them. */
export interface BadCall {
  row: number
  what: string
  call: (scene: Scene) => Call
  code: number
  reason: Reason
  /** Without it all four ways. */
  over?: Way[]
  /** Without it the member. */
  as?: Caller
  /** What else is told beside the reason. */
  more?: object
}

export const bad = (
  row: number,
  what: string,
  call: BadCall['call'],
  code: number,
  reason: Reason,
  rest: Pick<BadCall, 'over' | 'as' | 'more'> = {}
): BadCall => ({ row, what, call, code, reason, ...rest })

/** One malformed request that no client library would send. */
export interface BadRequest {
  row: number
  what: string
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  anonymous?: true
  code: number
  reason: Reason
}

/** A request that looks bad and is taken all the same, and what its answer has in it. */
export interface HarmlessRequest {
  row: number
  what: string
  method?: string
  path: (scene: Scene) => string
  headers?: Record<string, string>
  body?: (scene: Scene) => string
  answer: (scene: Scene) => object
}

// the calls that most rows are about, each right but for what `more` says

export const message =
  (more: object): BadCall['call'] =>
  ({ room }) => ['messages', 'create', { id: uuidv7(), roomId: room.id, text: 'x', ...more }]

export const find =
  (query: unknown): BadCall['call'] =>
  () => ['messages', 'find', query]

export const signUp = (more: object) => (): Call => {
  const handle = `h${uuidv7().slice(-8)}`
  return ['users', 'create', { email: `${handle}@example.org`, password: 'correct horse', handle, ...more }]
}

export const signIn = (credentials: object) => (): Call => [
  'authentication',
  'create',
  { strategy: 'local', ...credentials }
]

export const profile =
  (more: object): BadCall['call'] =>
  ({ member }) => ['profiles', 'patch', member.id, more]

export const room = (more: object) => (): Call => [
  'rooms',
  'create',
  { name: `Bad ${uuidv7().slice(-8)}`, visibility: 'public', ...more }
]
