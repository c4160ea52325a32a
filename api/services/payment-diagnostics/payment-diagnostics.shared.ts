import type { Calls } from '../../client.ts'
import type { PaymentDiagnostic } from './payment-diagnostics.schema.ts'

export type { PaymentDiagnostic }
export const paymentDiagnosticPath = 'payment-diagnostics'
export const paymentDiagnosticMethods = ['find'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [paymentDiagnosticPath]: Pick<
      Calls<PaymentDiagnostic, never, never, never>,
      (typeof paymentDiagnosticMethods)[number]
    >
  }
}
