import type { Calls } from '../../client.ts'
import type { Receipt, ReceiptQuery } from './receipts.schema.ts'

export type { Receipt, ReceiptQuery }
export const receiptPath = 'receipts'
export const receiptMethods = ['find', 'get'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [receiptPath]: Pick<Calls<Receipt, never, never, ReceiptQuery>, (typeof receiptMethods)[number] | 'on' | 'off'>
  }
}
