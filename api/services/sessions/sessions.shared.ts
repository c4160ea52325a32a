import type { Calls } from '../../client.ts'
import type { Session, SessionData, SessionPatch, SessionQuery } from './sessions.schema.ts'

export type { Session, SessionData, SessionPatch, SessionQuery }
export const sessionPath = 'sessions'
/** `create` makes a personal access token; signing in is `authentication.create`. */
export const sessionMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [sessionPath]: Pick<
      Calls<Session, SessionData, SessionPatch, SessionQuery>,
      (typeof sessionMethods)[number] | 'on' | 'off'
    >
  }
}
