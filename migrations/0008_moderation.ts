import type { Knex } from 'knex'

/** Reports, what was done about people, who does not want to hear from whom, and the log of all such acts. */
export const up = async (db: Knex) => {
  await db.schema.createTable('reports', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id')
    table.uuid('subjectId').notNullable().references('users.id')
    table.uuid('messageId')
    table.uuid('roomId')
    table.string('reason', 16).notNullable()
    table.text('text').notNullable()
    /** JSON: what was said around the message when it was reported. It outlives the deletion of the message. */
    table.text('context').notNullable()
    table.string('status', 16).notNullable()
    table.text('note')
    table.uuid('resolvedBy')
    table.bigInteger('resolvedAt')
    table.bigInteger('createdAt').notNullable()
    table.index(['status', 'createdAt'])
    table.index(['userId', 'createdAt'])
  })
  await db.schema.createTable('sanctions', (table) => {
    table.uuid('id').primary()
    table.string('kind', 16).notNullable()
    table.uuid('userId').notNullable().references('users.id')
    table.uuid('roomId')
    table.uuid('byId').notNullable()
    table.text('reason').notNullable()
    table.integer('purged').notNullable().defaultTo(0)
    table.bigInteger('endsAt')
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('liftedAt')
    table.uuid('liftedBy')
    table.index(['userId', 'kind'])
    table.index(['roomId', 'userId'])
    table.index(['createdAt'])
  })
  await db.schema.createTable('blocks', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.uuid('blockedId').notNullable().references('users.id').onDelete('CASCADE')
    table.bigInteger('createdAt').notNullable()
    table.unique(['userId', 'blockedId'])
  })
  await db.schema.createTable('acts', (table) => {
    table.uuid('id').primary()
    /** Who did it; null: the server itself. */
    table.uuid('userId')
    table.string('action', 40).notNullable()
    table.uuid('subjectId')
    table.uuid('roomId')
    table.uuid('recordId')
    table.text('details').notNullable()
    table.string('address', 64)
    table.uuid('sessionId')
    table.bigInteger('createdAt').notNullable()
    table.index(['createdAt'])
    table.index(['subjectId', 'createdAt'])
    table.index(['userId', 'createdAt'])
  })
  // what purging looks for
  await db.schema.alterTable('messages', (table) => table.index(['userId', 'roomId']))
  await appendOnly(db)
}

/** The log cannot be rewritten, not even by a Hearth that has been taken over. */
const appendOnly = async (db: Knex) => {
  if (db.client.config.client === 'pg') {
    await db.raw(`create function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception 'this table is append-only'; end $$`)
    await db.raw(`create trigger acts_append_only before update or delete or truncate on acts
      for each statement execute function refuse_change()`)
    return
  }
  const refusal = "begin select raise(abort, 'this table is append-only'); end"
  await db.raw('create trigger acts_no_update before update on acts '.concat(refusal))
  await db.raw('create trigger acts_no_delete before delete on acts '.concat(refusal))
}

export const down = async (db: Knex) => {
  await db.schema.alterTable('messages', (table) => table.dropIndex(['userId', 'roomId']))
  for (const table of ['acts', 'blocks', 'sanctions', 'reports']) await db.schema.dropTable(table)
  if (db.client.config.client === 'pg') await db.raw('drop function refuse_change()')
}
