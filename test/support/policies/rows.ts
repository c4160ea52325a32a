import type { Need } from '../../../api/policy.ts'
import type { Caller } from './callers.ts'
import type { Cast } from '../cast.ts'

export type Transport = 'rest bearer' | 'rest cookie' | 'socket bearer' | 'socket cookie'
export type Verdict = string | { rest: string; socket: string }

/** One method of one service, about something, and what becomes of it for each kind of caller. */
export interface Row {
  call: `${string}.${string}`
  about: string
  /** What a token must hold; without it `read` for find and get, else `write`. */
  needs?: Need
  /** Takes a confirmed e-mail address. */
  verified?: true
  /** Is writing, which a muted person may not. */
  muted?: true
  /** The sessions of all have long proved who they are. */
  stale?: true
  /** Where not on all four ways. */
  transports?: Transport[]
  /** Makes what the call is about, and answers the arguments of the call. Made anew after each call that changed something. */
  args: (cast: Cast) => Promise<unknown[]> | unknown[]
  /** `ok` or the reason of the refusal; `others` for all callers that are not named and resemble nobody who is. */
  verdicts: Partial<Record<Caller, Verdict>> & { others: Verdict }
  /** What to look at in an answer that depends on who asks, and what each of them must find there. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what came over the wire, looked at by assertions
  sees?: (body: any, cast: Cast) => unknown
  seen?: Partial<Record<Caller, unknown>> & { others: unknown }
}

/** Who is not signed in is told so by everything that needs an account. */
export const signIn = { anonymous: 'not_signed_in', revoked: 'session_ended' } as const
/** A private room exists for its members only, also for admins. */
export const unseen = { ...signIn, stranger: 'room_not_found', admin: 'room_not_found' } as const
export const unseenRecord = { ...signIn, stranger: 'not_found', admin: 'not_found' } as const
