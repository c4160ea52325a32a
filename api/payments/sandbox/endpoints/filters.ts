import type { Knex } from 'knex'

/** Only what belongs to this payment or charge, where one is named. */
export const ofPayment = (
  rows: Knex.QueryBuilder,
  { payment_intent: paymentId, charge: chargeId }: { payment_intent?: string; charge?: string }
) => {
  if (paymentId) void rows.where({ paymentId })
  if (chargeId) void rows.where({ chargeId })
  return rows
}
