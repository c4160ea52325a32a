import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'

/** The one community of this installation. Its row is there from the start; the welcome page names it. */
export const up = async (db: Knex) => {
  await db.schema.createTable('communities', (table) => {
    table.uuid('id').primary()
    table.string('name', 120).notNullable()
    table.string('purpose', 320).notNullable()
    table.integer('hue').notNullable()
    table.bigInteger('createdAt').notNullable()
  })
  await db('communities').insert({ id: uuidv7(), name: 'Hearth', purpose: '', hue: 5, createdAt: Date.now() })
}

export const down = (db: Knex) => db.schema.dropTable('communities')
