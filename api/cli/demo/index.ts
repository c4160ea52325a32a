import type { Application } from '../../declarations.ts'
import { hashPassword } from '../../services/authentication/passwords.ts'
import { demoCommunity } from './community.ts'
import { collectInDemo } from './gifts.ts'
import { rowsOf } from './rows.ts'

/** What all people of the demo sign in with. Their addresses are `<handle>@example.org`. */
export const demoPassword = 'riverside-garden'

/** Rows of one insert. Twelve columns each: far below the number of parameters that SQLite and PostgreSQL take. */
const BATCH = 400

/** What the command tells of what it made. */
export interface DemoSummary {
  /** what everybody signs in with */
  password: string
  /** email addresses, the owner's first */
  people: string[]
  messages: number
}

/**
 * Fills an empty database with the community of Riverside Garden, all or nothing but its gifts. `now` in ms since 1970.
 * @throws {Error} when people live here already
 */
export const fillWithDemo = async (app: Application, now = Date.now()): Promise<DemoSummary> => {
  const demo = demoCommunity(now)
  const rows = rowsOf(demo, await hashPassword(demoPassword))
  const owner = demo.people.find(({ role }) => role === 'owner')
  if (!owner) throw new Error('The demo has no owner')

  await app.get('database').transaction(async (trx) => {
    // the community's row is locked as when somebody signs up: no first account can come in between
    await trx('communities').forUpdate().first('id')
    if (await trx('users').first('id')) {
      throw new Error('The demo needs an empty database, but somebody already has an account here.')
    }
    await trx('communities').update({ ...demo.community, createdAt: owner.joinedAt })
    for (const [table, all] of rows) await trx.batchInsert(table, all, BATCH)
  })
  await collectInDemo(app, now)
  return { password: demoPassword, people: demo.people.map(({ email }) => email), messages: demo.messages.length }
}
