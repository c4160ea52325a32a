import type { Knex } from 'knex'

/** Whether a campaign shows how warm it gets while several people give within minutes: only where its keepers want it. */
export const up = (db: Knex) =>
  db.schema.alterTable('campaigns', (table) => {
    table.boolean('heat').notNullable().defaultTo(false)
  })

export const down = (db: Knex) => db.schema.alterTable('campaigns', (table) => table.dropColumn('heat'))
