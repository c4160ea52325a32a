import type { Knex } from 'knex'

/** Money is whole minor units of a currency whose exponent stands beside it: a corrected table of currencies changes no history. */
const money = (table: Knex.CreateTableBuilder, name: string) => table.bigInteger(name).notNullable().defaultTo(0)

/** Campaigns and gifts, what became of them at the provider, and the books. */
export const up = async (db: Knex) => {
  await db.schema.createTable('campaigns', (table) => {
    table.uuid('id').primary()
    table.string('slug', 80).notNullable().unique()
    table.string('title', 240).notNullable()
    table.text('story').notNullable()
    table.string('currency', 3).notNullable()
    table.integer('exponent').notNullable()
    money(table, 'goalAmount')
    /** JSON: [{ amount, text }], what each suggested amount does. */
    table.text('suggestions').notNullable()
    table.bigInteger('startsAt')
    table.bigInteger('endsAt')
    table.string('status', 8).notNullable()
    table.uuid('roomId').references('rooms.id').onDelete('SET NULL')
    /** Derived from the ledger, rewritten with each entry; gifts of the sandbox stand apart. */
    for (const mode of ['', 'test']) {
      const name = (of: string) => (mode ? `${mode}${of[0]?.toUpperCase() ?? ''}${of.slice(1)}` : of)
      money(table, name('raisedAmount'))
      table.integer(name('giftCount')).notNullable().defaultTo(0)
      table.integer(name('peopleCount')).notNullable().defaultTo(0)
    }
    table.bigInteger('createdAt').notNullable()
    table.index(['status', 'createdAt'])
    table.index(['roomId'])
  })
  await db.schema.createTable('subscriptions', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id')
    table.uuid('campaignId').notNullable().references('campaigns.id')
    money(table, 'amount')
    money(table, 'feeCover')
    table.string('currency', 3).notNullable()
    table.integer('exponent').notNullable()
    table.string('visibility', 16).notNullable()
    table.string('status', 16).notNullable()
    table.boolean('test').notNullable()
    table.string('providerRef', 255).notNullable().unique()
    table.bigInteger('currentPeriodEnd')
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('endedAt')
    table.index(['userId', 'createdAt'])
  })
  await db.schema.createTable('donations', (table) => {
    table.uuid('id').primary()
    /** Null for somebody without an account, whose gift a treasurer recorded. */
    table.uuid('userId').references('users.id')
    table.uuid('campaignId').notNullable().references('campaigns.id')
    table.uuid('subscriptionId').references('subscriptions.id')
    table.string('provider', 16).notNullable()
    table.boolean('test').notNullable()
    money(table, 'amount')
    money(table, 'feeCover')
    money(table, 'total')
    money(table, 'refundedAmount')
    /** What the provider kept; null as long as it has not said so. */
    table.bigInteger('fee')
    table.boolean('coverFees').notNullable()
    table.string('currency', 3).notNullable()
    table.integer('exponent').notNullable()
    table.string('interval', 8).notNullable()
    table.string('visibility', 16).notNullable()
    table.text('message').notNullable()
    /** Of a donor without an account. */
    table.string('donorName', 64)
    table.string('status', 20).notNullable()
    /** Why a person must look at it. */
    table.string('review', 40)
    table.string('method', 24)
    table.string('reference', 32).unique()
    table.string('checkoutRef', 255)
    table.text('checkoutUrl')
    table.string('paymentRef', 255)
    table.string('invoiceRef', 255)
    table.integer('declines').notNullable().defaultTo(0)
    /** A moderator hid its message: the donor may have the gift back. */
    table.bigInteger('refundOfferedAt')
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('succeededAt')
    /** When the provider is asked next, if it does not tell by itself. */
    table.bigInteger('checkAt')
    table.check('?? = ?? + ??', ['total', 'amount', 'feeCover'])
    table.check('?? >= 0 and ?? <= ??', ['refundedAmount', 'refundedAmount', 'total'])
    table.index(['userId', 'createdAt'])
    table.index(['campaignId', 'succeededAt'])
    table.index(['campaignId', 'createdAt'])
    table.index(['status', 'createdAt'])
    table.index(['checkAt'])
    table.index(['subscriptionId'])
  })
  for (const ref of ['checkoutRef', 'paymentRef', 'invoiceRef'])
    await db.raw('create unique index ?? on donations (provider, ??) where ?? is not null', [
      `donations_${ref}_unique`,
      ref,
      ref
    ])
  await db.schema.createTable('donationEvents', (table) => {
    table.uuid('id').primary()
    table.uuid('donationId').notNullable().references('donations.id')
    table.string('fromStatus', 20)
    table.string('toStatus', 20).notNullable()
    table.string('cause', 16).notNullable()
    table.bigInteger('createdAt').notNullable()
    table.index(['donationId', 'createdAt'])
    table.index(['toStatus', 'createdAt'])
  })
  await db.schema.createTable('refunds', (table) => {
    table.uuid('id').primary()
    table.uuid('donationId').notNullable().references('donations.id')
    money(table, 'amount')
    table.string('currency', 3).notNullable()
    table.text('reason').notNullable()
    table.string('status', 16).notNullable()
    table.string('providerRef', 255).unique()
    /** Null: it was made at the provider. */
    table.uuid('userId')
    table.bigInteger('createdAt').notNullable()
    table.index(['donationId'])
    table.index(['status', 'createdAt'])
  })
  await db.schema.createTable('disputes', (table) => {
    table.uuid('id').primary()
    table.uuid('donationId').notNullable().references('donations.id')
    table.string('providerRef', 255).notNullable().unique()
    money(table, 'amount')
    table.string('currency', 3).notNullable()
    table.string('reason', 64).notNullable()
    table.string('status', 24).notNullable()
    table.bigInteger('dueAt')
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('closedAt')
    table.index(['donationId'])
    table.index(['createdAt'])
  })
  await db.schema.createTable('paymentEvents', (table) => {
    table.uuid('id').primary()
    /** The provider's own id: the same event counts once. */
    table.string('eventId', 255).notNullable().unique()
    table.string('type', 80).notNullable()
    table.boolean('test').notNullable()
    /** JSON: what it is about (checkout, payment, invoice, subscription). Not the payload: the provider's answer is the truth. */
    table.text('refs').notNullable()
    table.string('state', 8).notNullable()
    table.integer('tries').notNullable().defaultTo(0)
    table.string('error', 200)
    table.bigInteger('nextAt')
    table.bigInteger('receivedAt').notNullable()
    table.bigInteger('doneAt')
    table.index(['state', 'nextAt'])
    table.index(['receivedAt'])
  })
  await db.schema.createTable('ledgerTransactions', (table) => {
    table.uuid('id').primary()
    /** 1, 2, 3 … without gaps: the order of the chain. */
    table.integer('number').notNullable().unique()
    table.string('kind', 24).notNullable()
    /** The same fact is booked once. */
    table.string('sourceKey', 120).notNullable().unique()
    table.uuid('donationId')
    table.boolean('test').notNullable()
    table.bigInteger('createdAt').notNullable()
    /** SHA-256 over the one before it and everything that is booked here. */
    table.string('hash', 64).notNullable()
    table.index(['donationId'])
  })
  await db.schema.createTable('ledger', (table) => {
    table.uuid('id').primary()
    table.uuid('transactionId').notNullable().references('ledgerTransactions.id')
    table.string('kind', 24).notNullable()
    table.string('account', 80).notNullable()
    money(table, 'amount')
    table.string('currency', 3).notNullable()
    table.uuid('donationId')
    table.bigInteger('createdAt').notNullable()
    table.index(['transactionId'])
    // the totals of a campaign are read from it alone
    table.index(['account', 'donationId', 'amount'])
    table.index(['createdAt'])
  })
  await db.schema.createTable('receipts', (table) => {
    table.uuid('id').primary()
    table.string('number', 32).notNullable().unique()
    table.uuid('donationId').notNullable().references('donations.id')
    table.uuid('userId').references('users.id')
    table.string('kind', 16).notNullable()
    table.boolean('test').notNullable()
    table.text('snapshot').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.index(['userId', 'createdAt'])
    table.index(['donationId'])
  })
  await db.schema.createTable('counters', (table) => {
    table.string('name', 40).primary()
    table.bigInteger('value').notNullable()
  })
  await db('counters').insert({ name: 'ledger', value: 0 })
  await db.schema.alterTable('messages', (table) => {
    // nobody can be seen behind an anonymous gift
    table.setNullable('userId')
    /** JSON: what the card of a gift shows. */
    table.text('gift')
    /** The donation of a gift, also of an anonymous one: a gift is one message. */
    table.uuid('giftKey').unique()
  })
  await db.schema.alterTable('reports', (table) => table.setNullable('subjectId'))
  await db.schema.alterTable('profiles', (table) => {
    table.bigInteger('supporterUntil')
    table.boolean('supporterTest').notNullable().defaultTo(false)
    table.index(['supporterUntil'])
  })
  await db.schema.alterTable('communities', (table) => {
    table.string('iban', 34)
    table.string('bic', 11)
    table.string('accountHolder', 70)
  })
  await appendOnly(db, ['ledger', 'ledgerTransactions', 'donationEvents'])
}

/** What is booked stays booked: a mistake is mended by another entry. */
const appendOnly = async (db: Knex, tables: string[]) => {
  for (const table of tables) {
    if (db.client.config.client === 'pg') {
      await db.raw(
        'create trigger ?? before update or delete or truncate on ?? for each statement execute function refuse_change()',
        [`${table}_append_only`, table]
      )
      continue
    }
    const refusal = "begin select raise(abort, 'this table is append-only'); end"
    await db.raw('create trigger ?? before update on ?? '.concat(refusal), [`${table}_no_update`, table])
    await db.raw('create trigger ?? before delete on ?? '.concat(refusal), [`${table}_no_delete`, table])
  }
}

export const down = async (db: Knex) => {
  await db.schema.alterTable('communities', (table) => table.dropColumns('iban', 'bic', 'accountHolder'))
  await db.schema.alterTable('profiles', (table) => {
    table.dropIndex(['supporterUntil'])
    table.dropColumns('supporterUntil', 'supporterTest')
  })
  await db('reports').where({ subjectId: null }).delete()
  await db.schema.alterTable('reports', (table) => table.dropNullable('subjectId'))
  await db('messages').where({ kind: 'gift' }).delete()
  await db.schema.alterTable('messages', (table) => {
    table.dropUnique(['giftKey'])
    table.dropColumns('gift', 'giftKey')
    table.dropNullable('userId')
  })
  const tables = ['counters', 'receipts', 'ledger', 'ledgerTransactions', 'paymentEvents', 'disputes', 'refunds']
  for (const table of [...tables, 'donationEvents', 'donations', 'subscriptions', 'campaigns'])
    await db.schema.dropTable(table)
}
