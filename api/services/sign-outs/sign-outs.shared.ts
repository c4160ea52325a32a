import type { Calls } from '../../client.ts'
import type { SignOut, SignOutData } from './sign-outs.schema.ts'

export type { SignOut, SignOutData }
export const signOutPath = 'sign-outs'
export const signOutMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [signOutPath]: Pick<Calls<SignOut, SignOutData, never, never>, (typeof signOutMethods)[number]>
  }
}
