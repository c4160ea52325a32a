import type { Calls } from '../../client.ts'
import type { Session, SessionPatch, SessionQuery } from './sessions.schema.ts'

export type { Session, SessionPatch, SessionQuery }
export const sessionPath = 'sessions'
export const sessionMethods = ['find', 'get', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [sessionPath]: Pick<
      Calls<Session, never, SessionPatch, SessionQuery>,
      (typeof sessionMethods)[number] | 'on' | 'off'
    >
  }
}
