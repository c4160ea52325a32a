import type { Calls } from '../../client.ts'
import type {
  Authenticator,
  AuthenticatorData,
  AuthenticatorPatch,
  AuthenticatorQuery
} from './authenticators.schema.ts'

export type { Authenticator, AuthenticatorData, AuthenticatorPatch, AuthenticatorQuery }
export const authenticatorPath = 'authenticators'
export const authenticatorMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [authenticatorPath]: Pick<
      Calls<Authenticator, AuthenticatorData, AuthenticatorPatch, AuthenticatorQuery>,
      (typeof authenticatorMethods)[number]
    >
  }
}
