import type { Calls } from '../../client.ts'
import type { Donation } from '../donations/donations.schema.ts'
import type { PaymentCheckData } from './payment-checks.schema.ts'

export type { PaymentCheckData }
export const paymentCheckPath = 'payment-checks'
export const paymentCheckMethods = ['create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [paymentCheckPath]: Pick<Calls<Donation, PaymentCheckData, never, never>, (typeof paymentCheckMethods)[number]>
  }
}
