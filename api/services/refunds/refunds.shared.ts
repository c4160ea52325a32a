import type { Calls } from '../../client.ts'
import type { Refund, RefundData, RefundQuery } from './refunds.schema.ts'

export type { Refund, RefundData, RefundQuery }
export const refundPath = 'refunds'
export const refundMethods = ['find', 'get', 'create'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [refundPath]: Pick<Calls<Refund, RefundData, never, RefundQuery>, (typeof refundMethods)[number] | 'on' | 'off'>
  }
}
