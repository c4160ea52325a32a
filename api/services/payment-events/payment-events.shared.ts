import type { Calls } from '../../client.ts'
import type { PaymentEvent, PaymentEventPatch, PaymentEventQuery } from './payment-events.schema.ts'

export type { PaymentEvent, PaymentEventPatch, PaymentEventQuery }
export const paymentEventPath = 'payment-events'
export const paymentEventMethods = ['find', 'get', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [paymentEventPath]: Pick<
      Calls<PaymentEvent, never, PaymentEventPatch, PaymentEventQuery>,
      (typeof paymentEventMethods)[number] | 'on' | 'off'
    >
  }
}
