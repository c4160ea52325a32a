import type { Knex } from 'knex'

/** The log of each room: `seq` is the place, `rev` the latest change; both are unique in their room. */
export const up = (db: Knex) =>
  db.schema.createTable('messages', (table) => {
    table.uuid('id').primary()
    table.uuid('roomId').notNullable().references('rooms.id').onDelete('CASCADE')
    table.uuid('userId').notNullable().references('users.id')
    table.integer('seq').notNullable()
    table.integer('rev').notNullable()
    table.enu('kind', ['text', 'gift', 'system']).notNullable()
    table.text('text').notNullable()
    table.uuid('replyTo')
    table.uuid('donationId')
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('editedAt')
    table.bigInteger('deletedAt')
    table.unique(['roomId', 'seq'])
    table.unique(['roomId', 'rev'])
  })

export const down = (db: Knex) => db.schema.dropTable('messages')
