import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { feathers } from '@feathersjs/feathers'
import { koa } from '@feathersjs/koa'
import type { Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import { openDatabase } from '../../api/database.ts'
import type { Application } from '../../api/declarations.ts'
import { createRights, tellingOf } from '../../api/rights.ts'
import { liveSession, startSession, type LiveSession } from '../../api/services/sessions/live-session.ts'
import type { User } from '../../api/services/users/users.schema.ts'
import { atEnd } from '../support/endings.ts'

/** An app with its tables, on SQLite in a temporary folder, and no service yet: what sessions stand on. */
export const withTables = async ({ mails = false } = {}): Promise<Application> => {
  const app = koa(feathers()) as unknown as Application
  const folder = mkdtempSync(join(tmpdir(), 'hearth-unit-'))
  const database = openDatabase(`sqlite:${join(folder, 'hearth.sqlite')}`)
  const rights = createRights()
  app.set('rights', rights)
  app.set('database', tellingOf(rights, database))
  app.set('mail', { ...app.get('mail'), configured: mails })
  atEnd(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  // nothing here has to outlive a power cut
  await database.write.raw('PRAGMA synchronous = OFF')
  await database.migrate()
  return app
}

export const write = <T>(app: Application, work: (trx: Knex.Transaction) => Promise<T>) =>
  app.get('database').transaction(work)

/** An account, straight into its table. */
export const account = async (app: Application, more: Partial<User> = {}) => {
  const id = uuidv7()
  const user = {
    id,
    email: `${id}@example.org`,
    role: 'member',
    status: 'active',
    createdAt: 1,
    admittedAt: 1,
    ...more
  }
  await write(app, (trx) => trx('users').insert(user))
  return id
}

/** A sign-in of somebody, as it begins. */
export const begun = async (
  app: Application,
  userId: string,
  more: Omit<Parameters<typeof startSession>[1], 'userId'> = {}
) => (await write(app, (trx) => startSession(trx, { userId, ...more }))).id

/** A row of `sessions`, whether it admits anybody or not. */
export const row = (app: Application, id: string) => app.get('database').read('sessions').where({ id }).first()

export const change = (app: Application, table: string, id: string, changes: object) =>
  write(app, (trx) => trx(table).where({ id }).update(changes))

export const live = async (app: Application, id: string): Promise<LiveSession> => {
  const session = await liveSession(app, id)
  if (!session) throw new Error('the session has ended')
  return session
}
