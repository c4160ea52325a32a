import type { Knex } from 'knex'

/** Moves with each answer of the provider that is kept: one that was asked for before it does not count any more. */
export const up = (db: Knex) =>
  db.schema.alterTable('subscriptions', (table) => {
    table.integer('version').notNullable().defaultTo(0)
  })

export const down = (db: Knex) => db.raw('alter table ?? drop column ??', ['subscriptions', 'version'])
