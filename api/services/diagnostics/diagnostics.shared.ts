import type { Calls } from '../../client.ts'
import type { Diagnostic } from './diagnostics.schema.ts'

export type { Diagnostic }
export const diagnosticPath = 'diagnostics'
export const diagnosticMethods = ['find'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [diagnosticPath]: Pick<Calls<Diagnostic, never, never, never>, (typeof diagnosticMethods)[number]>
  }
}
