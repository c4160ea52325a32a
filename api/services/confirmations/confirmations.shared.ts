import type { Calls } from '../../client.ts'
import type { Confirmation, ConfirmationData } from './confirmations.schema.ts'

export type { Confirmation, ConfirmationData }
export const confirmationPath = 'confirmations'
export const confirmationMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [confirmationPath]: Pick<Calls<Confirmation, ConfirmationData, never, never>, (typeof confirmationMethods)[number]>
  }
}
