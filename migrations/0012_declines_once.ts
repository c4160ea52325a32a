import type { Knex } from 'knex'

/** What the provider calls the fact behind an event: told again, it is not noted again. */
export const up = (db: Knex) =>
  db.schema.alterTable('donationEvents', (table) => {
    table.string('causeRef', 255)
    table.unique(['causeRef'])
  })

export const down = async (db: Knex) => {
  await db.schema.alterTable('donationEvents', (table) => table.dropUnique(['causeRef']))
  // not by knex: on SQLite it makes the table anew, without its triggers
  await db.raw('alter table ?? drop column ??', ['donationEvents', 'causeRef'])
}
