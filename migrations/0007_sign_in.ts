import type { Knex } from 'knex'

/** What is written to people, the links in it, invitations, and second ways to prove who one is. */
export const up = async (db: Knex) => {
  await db.schema.createTable('letters', (table) => {
    table.uuid('id').primary()
    table.string('toAddress', 254).notNullable()
    table.string('subject', 200).notNullable()
    /** Emptied once it is sent: it holds links that let somebody in. */
    table.text('text').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('sentAt')
    table.string('error', 300)
    table.integer('tries').notNullable().defaultTo(0)
    table.bigInteger('nextAt')
    table.index(['sentAt', 'nextAt'])
  })
  await db.schema.createTable('links', (table) => {
    table.uuid('id').primary()
    table.string('kind', 16).notNullable()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    /** The address that the link was sent for: another one in the meantime makes it void. */
    table.string('email', 254).notNullable()
    table.string('tokenHash', 64).notNullable().unique()
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('expiresAt').notNullable()
    table.bigInteger('usedAt')
    table.index(['userId', 'kind'])
  })
  await db.schema.createTable('invitations', (table) => {
    table.uuid('id').primary()
    table.string('code', 40).notNullable().unique()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.integer('mostUses').notNullable()
    table.integer('uses').notNullable().defaultTo(0)
    table.bigInteger('expiresAt').notNullable()
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('revokedAt')
    table.index(['userId', 'createdAt'])
  })
  await db.schema.createTable('authenticators', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    /** The secret of the app, encrypted. */
    table.string('sealed', 160).notNullable()
    table.bigInteger('confirmedAt')
    /** The last time step that was used: a code counts once. */
    table.bigInteger('lastStep')
    table.bigInteger('createdAt').notNullable()
    table.index(['userId'])
  })
  await db.schema.createTable('recoveryCodes', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.string('codeHash', 64).notNullable()
    table.bigInteger('usedAt')
    table.index(['userId'])
  })
  await db.schema.createTable('passkeys', (table) => {
    table.uuid('id').primary()
    table.uuid('userId').notNullable().references('users.id').onDelete('CASCADE')
    table.string('credentialId', 1400).notNullable().unique()
    table.text('publicKey').notNullable()
    table.bigInteger('counter').notNullable()
    table.string('transports', 120).notNullable()
    table.string('name', 128).notNullable()
    table.bigInteger('createdAt').notNullable()
    table.bigInteger('lastUsedAt')
    table.index(['userId'])
  })
  await db.schema.createTable('challenges', (table) => {
    table.uuid('id').primary()
    table.string('purpose', 16).notNullable()
    table.uuid('userId')
    table.string('challenge', 120).notNullable()
    table.bigInteger('expiresAt').notNullable()
    table.index(['expiresAt'])
  })
}

export const down = async (db: Knex) => {
  const tables = ['challenges', 'passkeys', 'recoveryCodes', 'authenticators', 'invitations', 'links', 'letters']
  for (const table of tables) await db.schema.dropTable(table)
}
