import type { Socket } from 'node:net'
import knex, { type Knex } from 'knex'
import pg from 'pg'

// int8 and count(*) as numbers: times are milliseconds and fit 2^53
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** How long a call may wait for a free connection (ms). */
const POOL_WAIT = 4_000

/** Said by the server after a statement, a lock or our own thinking took so long (ms). */
const LIMITS = { statement_timeout: 4_000, lock_timeout: 3_000, idle_in_transaction_session_timeout: 10_000 }
/**
 * A connection that says nothing for so long (ms) is lost: a server that lives has ended every statement before. Without this, a
 * line that was cut without a word would hold its call, and its place in the pool, for as long as TCP tries.
 */
const SILENCE = LIMITS.statement_timeout + 500

/** A pool that bears with the database for as long as a call may take, or, `patient`, for as long as it takes. */
export const postgres = (
  connectionString: string,
  { patient = false, silence = SILENCE, name = 'hearth', most = 10 } = {}
): Knex =>
  knex({
    client: 'pg',
    compileSqlOnError: false,
    // that it does not answer, our own log tells, and once
    log: { warn: () => undefined },
    acquireConnectionTimeout: patient ? 60_000 : POOL_WAIT,
    connection: {
      connectionString,
      application_name: name,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      ...(!patient && LIMITS)
    } as Knex.PgConnectionConfig,
    pool: {
      min: 0,
      max: most,
      afterCreate: (client: Client, done: (error: Error | null) => void) => {
        if (!patient) endSilence(client, silence)
        client.query(DURABLE, (error) => done(error))
      }
    }
  })

interface Client {
  query(sql: string, done: (error: Error | null) => void): void
  connection: { stream: Socket }
}

/** What was acknowledged is on the disk, whatever the server, the database or the role has as default. */
const DURABLE = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') in ('off', 'local')`

const endSilence = ({ connection: { stream } }: Client, after: number) =>
  stream.setTimeout(after, () => stream.destroy(new Error('The database said nothing')))

/** What the server's own settings take from that promise, in words. */
export const weaknesses = async (db: Knex): Promise<string[]> => {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    "select name from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off'"
  )
  return rows.map(({ name }) => `PostgreSQL runs with ${name} = off: a power cut can lose or destroy what is stored`)
}
