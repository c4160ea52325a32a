import type { Knex } from 'knex'

/** Who there is: the private account, its secrets in a table of their own, its public face, and where it is signed in. */
export const up = async (db: Knex) => {
  await db.schema.createTable('users', (table) => {
    table.uuid('id').primary()
    table.string('email', 254).notNullable().unique()
    table.enu('role', ['owner', 'admin', 'moderator', 'treasurer', 'member']).notNullable()
    table.enu('status', ['active', 'suspended', 'deleted']).notNullable()
    table.bigInteger('emailVerifiedAt')
    table.bigInteger('createdAt').notNullable()
  })
  await db.schema.createTable('credentials', (table) => {
    table.uuid('userId').primary().references('users.id').onDelete('CASCADE')
    table.string('passwordHash').notNullable()
  })
  await db.schema.createTable('profiles', (table) => {
    table.uuid('id').primary().references('users.id').onDelete('CASCADE')
    table.string('handle', 32).notNullable().unique()
    table.string('displayName', 128).notNullable()
    table.text('search').notNullable()
    table.text('bio').notNullable()
    table.string('pronouns', 80).notNullable()
    table.string('timezone', 64)
    table.text('links').notNullable()
    table.uuid('avatarId')
    table.integer('hue').notNullable()
    table.bigInteger('supporterSince')
    table.bigInteger('createdAt').notNullable()
  })
  await db.schema.createTable('sessions', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.enu('kind', ['web', 'token']).notNullable()
    table.string('name', 128)
    table.string('userAgent', 256)
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('lastSeenAt').notNullable()
    table.bigInteger('expiresAt').notNullable()
    table.bigInteger('revokedAt')
    table.index(['userId', 'createdAt'])
  })
}

export const down = async (db: Knex) => {
  for (const table of ['sessions', 'profiles', 'credentials', 'users']) await db.schema.dropTable(table)
}
