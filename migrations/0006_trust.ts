import type { Knex } from 'knex'

/** Who may sign in since when, what a session may do, and who may come in and write. */
export const up = async (db: Knex) => {
  await db.schema.alterTable('users', (table) => {
    /** Since when the account may sign in; null while it waits for its mail or for approval. */
    table.bigInteger('admittedAt')
    table.bigInteger('mutedUntil')
    table.bigInteger('suspendedUntil')
    table.uuid('invitationId')
    table.string('pendingEmail', 254)
  })
  await db('users').update({ admittedAt: db.ref('createdAt') })
  await db.schema.alterTable('sessions', (table) => {
    /** Of a personal access token: what it may do, joined by commas. */
    table.string('scopes', 120)
    /** `half`: the password was right, the second factor is still missing. */
    table.string('stage', 8).notNullable().defaultTo('full')
    /** The token of this generation counts; the one before it for a minute longer. */
    table.integer('generation').notNullable().defaultTo(0)
    table.bigInteger('rotatedAt')
    /** The next request gets a new cookie. */
    table.bigInteger('rotateAt')
    /** When this session last proved who it is. */
    table.bigInteger('confirmedAt')
  })
  await db.schema.alterTable('communities', (table) => {
    table.string('signUp', 16).notNullable().defaultTo('open')
    table.string('invitedBy', 16).notNullable().defaultTo('staff')
  })
  await db.schema.alterTable('rooms', (table) => {
    table.string('posting', 16).notNullable().defaultTo('members')
    table.integer('slowSeconds').notNullable().defaultTo(0)
  })
  await db.schema.alterTable('memberships', (table) => {
    table.bigInteger('mutedUntil')
    /** Written in slow rooms only. */
    table.bigInteger('postedAt')
  })
}

export const down = async (db: Knex) => {
  const added = {
    users: ['admittedAt', 'mutedUntil', 'suspendedUntil', 'invitationId', 'pendingEmail'],
    sessions: ['scopes', 'stage', 'generation', 'rotatedAt', 'rotateAt', 'confirmedAt'],
    communities: ['signUp', 'invitedBy'],
    rooms: ['posting', 'slowSeconds'],
    memberships: ['mutedUntil', 'postedAt']
  }
  for (const [name, columns] of Object.entries(added)) {
    await db.schema.alterTable(name, (table) => table.dropColumns(...columns))
  }
}
