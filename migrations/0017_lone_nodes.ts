import type { Knex } from 'knex'

/** Nodes that cannot be heard say so here, where all of them look: what they change of rights meanwhile, nobody is told. */
export const up = (db: Knex) =>
  db.schema.createTable('lone_nodes', (table) => {
    table.string('id', 36).primary()
    table.integer('beats').notNullable()
  })

export const down = (db: Knex) => db.schema.dropTable('lone_nodes')
