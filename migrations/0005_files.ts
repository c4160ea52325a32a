import type { Knex } from 'knex'

/** Uploaded images; their bytes lie in the data folder under the same id. */
export const up = (db: Knex) =>
  db.schema.createTable('files', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.string('type', 40).notNullable()
    table.integer('size').notNullable()
    table.integer('width').notNullable()
    table.integer('height').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.index(['userId', 'createdAt'])
  })

export const down = (db: Knex) => db.schema.dropTable('files')
