import type { Calls } from '../../client.ts'
import type { Verification, VerificationData } from './verifications.schema.ts'

export type { Verification, VerificationData }
export const verificationPath = 'verifications'
export const verificationMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [verificationPath]: Pick<Calls<Verification, VerificationData, never, never>, (typeof verificationMethods)[number]>
  }
}
