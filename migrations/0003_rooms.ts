import type { Knex } from 'knex'

/** Rooms with the head of their log, and who is in them. */
export const up = async (db: Knex) => {
  await db.schema.createTable('rooms', (table) => {
    table.uuid('id').primary()
    table.string('slug', 80).notNullable().unique()
    table.string('name', 160).notNullable()
    table.text('search').notNullable()
    table.string('topic', 500).notNullable()
    table.enu('visibility', ['public', 'private', 'direct']).notNullable()
    /** The people of a direct room, sorted and joined by commas: it exists once for each set. */
    table.string('directKey', 400).unique()
    table.integer('lastSeq').notNullable().defaultTo(0)
    table.integer('lastRev').notNullable().defaultTo(0)
    table.bigInteger('archivedAt')
    table.bigInteger('createdAt').notNullable()
  })
  await db.schema.createTable('memberships', (table) => {
    table.uuid('id').primary()
    table.uuid('roomId').notNullable().references('rooms.id').onDelete('CASCADE')
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.enu('role', ['owner', 'moderator', 'member']).notNullable()
    table.integer('readSeq').notNullable()
    table.enu('notify', ['all', 'mentions', 'none']).notNullable()
    table.bigInteger('createdAt').notNullable()
    table.unique(['roomId', 'userId'])
    table.index(['userId', 'roomId'])
  })
}

export const down = async (db: Knex) => {
  for (const table of ['memberships', 'rooms']) await db.schema.dropTable(table)
}
