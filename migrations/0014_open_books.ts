import type { Knex } from 'knex'

/**
 * The books as everybody may read them. Our own ids and times hold the millisecond of a booking, by which a line could be matched
 * with the message of its gift. So each line has ids that were drawn by lot, and shows its day (UTC) instead of its time.
 */
export const up = async (db: Knex) => {
  const isPostgres = db.client.config.client === 'pg'
  await db.schema.alterTable('ledger', (table) => {
    table.uuid('openId')
    table.uuid('openTransactionId')
  })
  const drawn = db.raw(isPostgres ? DRAWN.postgres : DRAWN.sqlite)
  await unlocked(db, async () => {
    await db.raw('create temporary table drawn as select id, ? as "openId" from "ledgerTransactions"', [drawn])
    await db.raw('create unique index drawn_id on drawn (id)')
    const ofTransaction = db('drawn').where('drawn.id', db.ref('ledger.transactionId')).select('openId')
    await db('ledger').update({ openId: drawn, openTransactionId: ofTransaction })
    await db.raw('drop table drawn')
  })
  await db.schema.alterTable('ledger', (table) => {
    table.unique(['openId'])
    table.index(['openTransactionId'])
  })
  const day = db.raw(DAY)
  await db.raw('create index ledger_open_index on ledger (?, "openId")', [day])
  await db.raw('create index ledger_open_account_index on ledger (account, ?, "openId")', [day])
  const nobody = db.raw(isPostgres ? 'cast(null as uuid)' : 'null')
  await db.raw(VIEW, [nobody, day])
}

/** The beginning of the day (UTC), in ms since 1970. */
const DAY = '("createdAt" - "createdAt" % 86400000)'
const VIEW = `create view "openLedger" as
  select "openId" as id, "openTransactionId" as "transactionId", kind, account, amount, currency, ? as "donationId",
    ? as "createdAt"
  from ledger`

/** As uuidv7({ msecs: 0 }) makes them: the form of all our ids, with no time in it. */
const DRAWN = {
  postgres: "cast(overlay(cast(gen_random_uuid() as text) placing '00000000-0000-7' from 1) as uuid)",
  sqlite: `'00000000-0000-7' || substr(lower(hex(randomblob(2))), 2) || '-8' || substr(lower(hex(randomblob(2))), 2)
    || '-' || lower(hex(randomblob(6)))`
}

/** Nothing of what was booked is changed by it: the chain's hashes are not over these columns. */
const unlocked = async (db: Knex, work: () => Promise<void>) => {
  if (db.client.config.client === 'pg') {
    await db.raw('alter table ledger disable trigger ledger_append_only')
    await work()
    await db.raw('alter table ledger enable trigger ledger_append_only')
    return
  }
  await db.raw('drop trigger ledger_no_update')
  await work()
  await db.raw(
    "create trigger ledger_no_update before update on ledger begin select raise(abort, 'this table is append-only'); end"
  )
}

export const down = async (db: Knex) => {
  await db.raw('drop view "openLedger"')
  for (const index of ['ledger_open_index', 'ledger_open_account_index']) await db.raw('drop index ??', [index])
  await db.schema.alterTable('ledger', (table) => {
    table.dropUnique(['openId'])
    table.dropIndex(['openTransactionId'])
  })
  // not by knex: on SQLite it makes the table anew, without its triggers
  for (const column of ['openId', 'openTransactionId']) await db.raw('alter table ledger drop column ??', [column])
}
