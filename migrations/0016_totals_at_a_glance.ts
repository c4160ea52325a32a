import type { Knex } from 'knex'

/**
 * With each gift stands what its campaign has of it, rewritten from the books whenever they speak of it: so the totals of a campaign
 * are one look into an index. And the lists of many gifts find their order in an index.
 */
export const up = async (db: Knex) => {
  await db.schema.alterTable('donations', (table) => {
    table.bigInteger('income').notNullable().defaultTo(0)
    table.index(['createdAt'])
    // how many there are is counted in them alone
    table.index(['test', 'succeededAt', 'status'])
    table.dropIndex(['campaignId', 'succeededAt'])
    table.index(['campaignId', 'succeededAt', 'test', 'status'])
  })
  const booked = db('ledger')
    .where('ledger.donationId', db.ref('donations.id'))
    .where('ledger.account', 'like', '%income:campaign:%')
    .select(db.raw('coalesce(-sum(ledger.amount), 0)'))
  await db('donations').update({ income: booked })
  await db.raw(`create index donations_totals_index on donations ("campaignId", test, visibility, "userId", income)
    where income <> 0`)
}

export const down = async (db: Knex) => {
  await db.raw('drop index donations_totals_index')
  await db.schema.alterTable('donations', (table) => {
    table.dropIndex(['createdAt'])
    table.dropIndex(['test', 'succeededAt', 'status'])
    table.dropIndex(['campaignId', 'succeededAt', 'test', 'status'])
    table.index(['campaignId', 'succeededAt'])
  })
  await db.raw('alter table ?? drop column ??', ['donations', 'income'])
}
