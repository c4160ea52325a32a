import type { Knex } from 'knex'

/** Gifts of people without an account, who are reached by e-mail. */
export const up = async (db: Knex) => {
  await db.schema.alterTable('communities', (table) => {
    table.boolean('guestGifts').notNullable().defaultTo(false)
  })
  await db.schema.alterTable('donations', (table) => {
    /** Of a guest: where the link to the gift was sent. */
    table.string('donorEmail', 254)
  })
  /** What was asked for, until the link of its mail is opened: only then it is a donation. */
  await db.schema.createTable('guestGifts', (table) => {
    table.uuid('id').primary()
    table.uuid('campaignId').notNullable().references('campaigns.id')
    table.bigInteger('amount').notNullable()
    table.string('currency', 3).notNullable()
    table.boolean('coverFees').notNullable()
    table.string('visibility', 16).notNullable()
    table.text('message').notNullable()
    table.string('provider', 16).notNullable()
    table.string('name', 64).notNullable()
    table.string('email', 254).notNullable()
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('expiresAt').notNullable()
    table.index(['expiresAt'])
  })
}

export const down = async (db: Knex) => {
  await db.schema.dropTable('guestGifts')
  await db.schema.alterTable('donations', (table) => table.dropColumns('donorEmail'))
  await db.schema.alterTable('communities', (table) => table.dropColumns('guestGifts'))
}
