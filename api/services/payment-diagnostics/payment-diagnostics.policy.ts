import { isTreasurer, type Policy } from '../../policy.ts'
import type { PaymentDiagnostic } from './payment-diagnostics.schema.ts'

export const paymentDiagnosticPolicy = {
  find: (actor) => isTreasurer(actor) || 'not_treasurer'
} satisfies Policy<PaymentDiagnostic>
