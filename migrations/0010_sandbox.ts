import type { Knex } from 'knex'

const TABLES = [
  'sandboxWorld',
  'sandboxRequests',
  'sandboxCustomers',
  'sandboxSessions',
  'sandboxPayments',
  'sandboxTransactions',
  'sandboxRefunds',
  'sandboxDisputes',
  'sandboxSubscriptions',
  'sandboxInvoices',
  'sandboxEvents',
  'sandboxDeliveries',
  'sandboxAttempts'
]

/** The sandbox's own payment world. Nothing of Hearth refers to it: these tables stand for a computer of somebody else's. */
export const up = async (db: Knex) => {
  await db.schema.createTable('sandboxWorld', (table) => {
    table.integer('id').primary()
    table.string('secretKey', 80).notNullable()
    table.string('webhookSecret', 80).notNullable()
    /** How far the sandbox's clock is ahead of ours (ms). */
    table.bigInteger('clockOffset').notNullable()
    /** JSON: what goes wrong on purpose. */
    table.text('chaos').notNullable()
  })
  await db.schema.createTable('sandboxRequests', (table) => {
    table.string('key', 255).primary()
    table.string('hash', 64).notNullable()
    table.integer('status').notNullable()
    table.text('body').notNullable()
    table.bigInteger('createdAt').notNullable().index()
  })
  await checkout(db)
  await money(db)
  await recurring(db)
  await news(db)
}

const checkout = async (db: Knex) => {
  await db.schema.createTable('sandboxCustomers', (table) => {
    table.string('id', 64).primary()
    table.text('email')
    table.text('name')
    table.text('metadata').notNullable()
    table.bigInteger('createdAt').notNullable()
  })
  await db.schema.createTable('sandboxSessions', (table) => {
    table.string('id', 64).primary()
    table.string('mode', 16).notNullable()
    table.string('status', 16).notNullable()
    table.string('paymentStatus', 24).notNullable()
    table.string('currency', 3).notNullable()
    table.bigInteger('unitAmount').notNullable()
    table.integer('quantity').notNullable()
    table.bigInteger('amount').notNullable()
    table.text('productName').notNullable()
    table.text('successUrl').notNullable()
    table.text('cancelUrl')
    table.text('clientReferenceId')
    table.text('metadata').notNullable()
    table.text('intentMetadata').notNullable()
    table.text('subscriptionMetadata').notNullable()
    table.text('customerEmail')
    table.string('customerId', 64)
    table.text('payerEmail')
    table.text('payerName')
    table.string('locale', 16)
    table.string('submitType', 16)
    table.text('methodTypes').notNullable()
    table.string('paymentId', 64)
    table.string('subscriptionId', 64).index()
    table.string('invoiceId', 64)
    table.bigInteger('expiresAt').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.index(['status', 'expiresAt'])
  })
}

const money = async (db: Knex) => {
  await db.schema.createTable('sandboxPayments', (table) => {
    table.string('id', 64).primary()
    table.string('chargeId', 64).unique()
    table.string('transactionId', 64)
    table.string('sessionId', 64).index()
    table.string('invoiceId', 64)
    table.string('customerId', 64)
    table.bigInteger('amount').notNullable()
    table.string('currency', 3).notNullable()
    table.string('status', 32).notNullable()
    /** What kind of test card it was; a number is never kept. */
    table.string('scenario', 32).notNullable()
    table.string('method', 24).notNullable()
    table.bigInteger('refundedAmount').notNullable()
    table.integer('disputed').notNullable()
    table.text('metadata').notNullable()
    table.text('payerEmail')
    table.text('payerName')
    table.text('error')
    table.bigInteger('settleAt')
    table.bigInteger('disputeAt')
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('chargedAt')
    table.index(['status', 'settleAt'])
    table.index(['disputeAt'])
  })
  await db.schema.createTable('sandboxTransactions', (table) => {
    table.string('id', 64).primary()
    table.string('type', 32).notNullable()
    table.string('sourceId', 64).notNullable().index()
    table.bigInteger('amount').notNullable()
    table.bigInteger('fee').notNullable()
    table.string('currency', 3).notNullable()
    table.bigInteger('createdAt').notNullable()
  })
  await db.schema.createTable('sandboxRefunds', (table) => {
    table.string('id', 64).primary()
    table.string('paymentId', 64).notNullable().index()
    table.string('chargeId', 64).notNullable()
    table.string('transactionId', 64)
    table.string('failureTransactionId', 64)
    table.bigInteger('amount').notNullable()
    table.string('currency', 3).notNullable()
    table.string('reason', 32)
    table.string('status', 16).notNullable()
    table.text('metadata').notNullable()
    table.bigInteger('settleAt').index()
    table.bigInteger('createdAt').notNullable()
  })
  await db.schema.createTable('sandboxDisputes', (table) => {
    table.string('id', 64).primary()
    table.string('paymentId', 64).notNullable().index()
    table.string('chargeId', 64).notNullable()
    table.bigInteger('amount').notNullable()
    table.string('currency', 3).notNullable()
    table.string('reason', 32).notNullable()
    table.string('status', 32).notNullable()
    table.bigInteger('dueBy').notNullable()
    table.bigInteger('createdAt').notNullable()
  })
}

const recurring = async (db: Knex) => {
  await db.schema.createTable('sandboxSubscriptions', (table) => {
    table.string('id', 64).primary()
    table.string('itemId', 64).notNullable()
    table.string('priceId', 64).notNullable()
    table.string('productId', 64).notNullable()
    table.string('customerId', 64).notNullable()
    table.string('latestInvoiceId', 64)
    table.string('status', 24).notNullable()
    table.bigInteger('amount').notNullable()
    table.integer('quantity').notNullable()
    table.string('currency', 3).notNullable()
    table.text('productName').notNullable()
    table.text('metadata').notNullable()
    table.string('scenario', 32).notNullable()
    table.integer('cycle').notNullable()
    table.bigInteger('startedAt').notNullable()
    table.bigInteger('periodStart').notNullable()
    table.bigInteger('periodEnd').notNullable()
    table.integer('cancelAtPeriodEnd').notNullable()
    table.bigInteger('canceledAt')
    table.bigInteger('endedAt')
    table.string('cancelReason', 32)
    table.string('pauseBehavior', 24)
    table.bigInteger('resumesAt')
    table.integer('failCount').notNullable()
    table.bigInteger('retryAt').index()
    table.bigInteger('createdAt').notNullable()
    table.index(['status', 'periodEnd'])
  })
  await db.schema.createTable('sandboxInvoices', (table) => {
    table.string('id', 64).primary()
    table.string('subscriptionId', 64).notNullable().index()
    table.string('itemId', 64).notNullable()
    table.string('priceId', 64).notNullable()
    table.string('productId', 64).notNullable()
    table.string('customerId', 64).notNullable()
    table.string('paymentId', 64).notNullable()
    table.string('status', 16).notNullable()
    table.bigInteger('amount').notNullable()
    table.integer('quantity').notNullable()
    table.string('currency', 3).notNullable()
    table.string('billingReason', 32).notNullable()
    table.integer('attemptCount').notNullable()
    table.bigInteger('nextAttemptAt')
    table.text('productName').notNullable()
    table.text('metadata').notNullable()
    table.bigInteger('periodStart').notNullable()
    table.bigInteger('periodEnd').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('paidAt')
  })
}

/** What happened, who is to be told, and each try to tell. */
const news = async (db: Knex) => {
  await db.schema.createTable('sandboxEvents', (table) => {
    table.string('id', 64).primary()
    table.string('type', 64).notNullable()
    table.text('object').notNullable()
    table.string('requestId', 64)
    table.string('idempotencyKey', 255)
    table.bigInteger('createdAt').notNullable().index()
  })
  await db.schema.createTable('sandboxDeliveries', (table) => {
    table.string('id', 64).primary()
    table.string('eventId', 64).notNullable().index()
    table.string('type', 64).notNullable()
    table.string('state', 16).notNullable()
    table.bigInteger('dueAt').notNullable()
    table.integer('tries').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.index(['state', 'dueAt'])
  })
  await db.schema.createTable('sandboxAttempts', (table) => {
    table.string('id', 64).primary()
    table.string('deliveryId', 64).notNullable().index()
    table.string('eventId', 64).notNullable()
    table.string('type', 64).notNullable()
    table.integer('code')
    table.text('error')
    table.text('altered').notNullable()
    table.bigInteger('createdAt').notNullable()
  })
}

export const down = async (db: Knex) => {
  for (const table of [...TABLES].reverse()) await db.schema.dropTable(table)
}
