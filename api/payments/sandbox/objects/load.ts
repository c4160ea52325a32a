import type { Knex } from 'knex'
import type Stripe from 'stripe'
import type { Application } from '../../../declarations.ts'
import { prefixOf } from '../ids.ts'
import { invalid } from '../refusals.ts'
import type {
  CustomerRow,
  DisputeRow,
  InvoiceRow,
  PaymentRow,
  RefundRow,
  SessionRow,
  SubscriptionRow,
  TransactionRow
} from '../rows.ts'
import { invoiceObject, invoicePaymentsOf } from './invoice.ts'
import { disputeObject, refundObject, transactionObject } from './movements.ts'
import { listOf } from './parts.ts'
import { chargeObject, intentObject } from './payment.ts'
import { lineItemsOf, sessionObject } from './session.ts'
import { customerObject, subscriptionObject } from './subscription.ts'

/** Reads objects of the API: from the database as it stands, or from within a change. */
export interface Reader {
  db: Knex
  app: Application
}

export const readSession = (db: Knex, id: string): Promise<SessionRow | undefined> =>
  db('sandboxSessions').where({ id }).first()
export const readPayment = (db: Knex, id: string): Promise<PaymentRow | undefined> =>
  db('sandboxPayments').where({ id }).first()

/** The payment, if money has begun to move. */
export const hasCharge = (row: PaymentRow | undefined): row is PaymentRow & { chargeId: string } =>
  row?.chargeId != null

export const fullSession = ({ app }: Pick<Reader, 'app'>, row: SessionRow): Stripe.Checkout.Session =>
  sessionObject(row, app.get('publicOrigin')())

export const fullDispute = async ({ db }: Pick<Reader, 'db'>, row: DisputeRow): Promise<Stripe.Dispute> => {
  const movements: TransactionRow[] = await db('sandboxTransactions').where({ sourceId: row.id }).orderBy('id')
  return disputeObject(row, movements)
}

type Found = object | undefined
const LOADERS: Record<string, (reader: Reader, id: string) => Promise<Found>> = {
  cs_test: async (reader, id) => {
    const row = await readSession(reader.db, id)
    return row && fullSession(reader, row)
  },
  pi: async ({ db }, id) => {
    const row = await readPayment(db, id)
    return row && intentObject(row)
  },
  ch: async ({ db }, chargeId) => {
    const row: PaymentRow | undefined = await db('sandboxPayments').where({ chargeId }).first()
    return hasCharge(row) ? chargeObject(row) : undefined
  },
  txn: async ({ db }, id) => {
    const row: TransactionRow | undefined = await db('sandboxTransactions').where({ id }).first()
    return row && transactionObject(row)
  },
  re: async ({ db }, id) => {
    const row: RefundRow | undefined = await db('sandboxRefunds').where({ id }).first()
    return row && refundObject(row)
  },
  dp: async (reader, id) => {
    const row: DisputeRow | undefined = await reader.db('sandboxDisputes').where({ id }).first()
    return row && (await fullDispute(reader, row))
  },
  cus: async ({ db }, id) => {
    const row: CustomerRow | undefined = await db('sandboxCustomers').where({ id }).first()
    return row && customerObject(row)
  },
  sub: async ({ db }, id) => {
    const row: SubscriptionRow | undefined = await db('sandboxSubscriptions').where({ id }).first()
    return row && subscriptionObject(row)
  },
  in: async ({ db }, id) => {
    const row: InvoiceRow | undefined = await db('sandboxInvoices').where({ id }).first()
    return row && invoiceObject(row)
  }
}

/** The object with this id, whatever it is. */
export const load = async (reader: Reader, id: string): Promise<Found> => LOADERS[prefixOf(id)]?.(reader, id)

/** Lists that Stripe leaves out unless they are asked for. */
const INCLUDABLE: Record<string, (reader: Reader, id: string) => Promise<Found>> = {
  'checkout.session.line_items': async ({ db }, id) => {
    const row = await readSession(db, id)
    return row && lineItemsOf(row)
  },
  'invoice.payments': async ({ db }, id) => {
    const row: InvoiceRow | undefined = await db('sandboxInvoices').where({ id }).first()
    return row && invoicePaymentsOf(row)
  },
  'charge.refunds': async ({ db }, chargeId) => {
    const rows: RefundRow[] = await db('sandboxRefunds').where({ chargeId }).orderBy('id', 'desc')
    return listOf(`/v1/charges/${chargeId}/refunds`, rows.map(refundObject))
  }
}

type Plain = Record<string, unknown>
/** Stripe's own limit. */
const DEPTH = 4

/** Puts whole objects where `paths` say, instead of their ids: `payment_intent.latest_charge`. @throws 400 */
export const expand = async (reader: Reader, object: object, paths: string[]) => {
  for (const path of paths) {
    const steps = path.split('.')
    if (steps.filter((step) => step !== 'data').length > DEPTH)
      throw invalid(`You cannot expand more than ${String(DEPTH)} levels of a property: ${path}`, { param: 'expand' })
    await walk(reader, object as Plain, steps, path)
  }
}

const walk = async (reader: Reader, object: Plain, [step, ...rest]: string[], path: string): Promise<void> => {
  if (step === undefined) return
  const value = await expanded(reader, object, step, path)
  if (value === null) return
  object[step] = value
  for (const child of Array.isArray(value) ? value : [value]) await walk(reader, child as Plain, rest, path)
}

const expanded = async (reader: Reader, object: Plain, step: string, path: string) => {
  const value = Object.hasOwn(object, step) ? object[step] : undefined
  if (typeof value === 'object') return value
  const includable = INCLUDABLE[`${String(object.object)}.${step}`]
  const more = includable
    ? await includable(reader, String(object.id))
    : typeof value === 'string'
      ? await load(reader, value)
      : undefined
  if (!more) throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' })
  return more
}
