import { Type } from '@feathersjs/typebox'
import { decide } from '../acts/dispute.ts'
import { refund } from '../acts/refund.ts'
import { listing, Metadata, page, reads, Text, writes, type Endpoint } from '../endpoint.ts'
import { fullDispute, hasCharge, load, type Reader } from '../objects/load.ts'
import { refundObject } from '../objects/movements.ts'
import { chargeObject, intentObject } from '../objects/payment.ts'
import { found, invalid } from '../refusals.ts'
import type { DisputeRow, PaymentRow, RefundRow } from '../rows.ts'
import { ofPayment } from './filters.ts'

const byPayment = { ...listing, payment_intent: Type.Optional(Text()), charge: Type.Optional(Text()) }

/** `GET /v1/<plural>/:id` for what is only looked at. */
const gets = (plural: string, prefix: string, noun: string) =>
  reads(`/v1/${plural}/:id`, {}, async (reader: Reader, _params, id) =>
    found(id.startsWith(`${prefix}_`) ? await load(reader, id) : undefined, noun, id)
  )

export const paymentEndpoints: Endpoint[] = [
  reads('/v1/payment_intents', { ...listing, customer: Type.Optional(Text()) }, async ({ db }, params) => {
    const rows = db('sandboxPayments')
    if (params.customer) void rows.where({ customerId: params.customer })
    return page<PaymentRow>('/v1/payment_intents', rows, params, intentObject)
  }),
  gets('payment_intents', 'pi', 'payment_intent'),
  reads('/v1/charges', { ...listing, payment_intent: Type.Optional(Text()) }, async ({ db }, params) => {
    const rows = db('sandboxPayments').whereNotNull('chargeId')
    if (params.payment_intent) void rows.where({ id: params.payment_intent })
    // they are ordered by the payment's id, so a cursor that names a charge is translated first
    const { starting_after: after } = params
    const last: PaymentRow | undefined = after && (await db('sandboxPayments').where({ chargeId: after }).first())
    const from = after ? { ...params, starting_after: last?.id ?? after } : params
    return page<PaymentRow>('/v1/charges', rows, from, (row) => (hasCharge(row) ? chargeObject(row) : {}))
  }),
  gets('charges', 'ch', 'charge'),
  gets('balance_transactions', 'txn', 'balance_transaction'),
  writes(
    'POST',
    '/v1/refunds',
    {
      payment_intent: Type.Optional(Text()),
      charge: Type.Optional(Text()),
      amount: Type.Optional(Type.Integer({ minimum: 1 })),
      reason: Type.Optional(Type.String({ enum: ['duplicate', 'fraudulent', 'requested_by_customer'] })),
      metadata: Metadata()
    },
    async (change, { payment_intent: intent, charge, amount, reason, metadata }) => {
      if (!intent && !charge)
        throw invalid('One of the following params should be provided for this request: payment_intent or charge.')
      const paymentId = intent ?? (await paymentOfCharge(change.trx, charge ?? ''))
      return refundObject(await refund(change, { paymentId, amount, reason, metadata }))
    }
  ),
  reads('/v1/refunds', byPayment, async ({ db }, params) =>
    page<RefundRow>('/v1/refunds', ofPayment(db('sandboxRefunds'), params), params, refundObject)
  ),
  gets('refunds', 're', 'refund'),
  reads('/v1/disputes', byPayment, async (reader, params) =>
    page<DisputeRow>('/v1/disputes', ofPayment(reader.db('sandboxDisputes'), params), params, (row) =>
      fullDispute(reader, row)
    )
  ),
  gets('disputes', 'dp', 'dispute'),
  writes('POST', '/v1/disputes/:id/close', {}, async (change, _params, id) =>
    fullDispute({ db: change.trx }, await decide(change, id, 'lost'))
  )
]

const paymentOfCharge = async (db: Reader['db'], chargeId: string) => {
  const row: PaymentRow | undefined = await db('sandboxPayments').where({ chargeId }).first()
  return found(row, 'charge', chargeId, 'charge').id
}
