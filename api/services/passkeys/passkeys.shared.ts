import type { Calls } from '../../client.ts'
import type { Passkey, PasskeyData, PasskeyPatch, PasskeyQuery } from './passkeys.schema.ts'

export type { Passkey, PasskeyData, PasskeyPatch, PasskeyQuery }
export const passkeyPath = 'passkeys'
export const passkeyMethods = ['find', 'get', 'create', 'patch', 'remove'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [passkeyPath]: Pick<Calls<Passkey, PasskeyData, PasskeyPatch, PasskeyQuery>, (typeof passkeyMethods)[number]>
  }
}
