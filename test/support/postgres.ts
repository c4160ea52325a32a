import knex, { type Knex } from 'knex'

const PREFIX = 'hearth_test_'
/** A database this old belongs to a run that was cut off (ms). */
const LEFT_OVER = 3 * 60 * 60_000

/** A PostgreSQL database of its own on the server of TEST_DATABASE_URL; `drop` removes it. */
export const freshDatabase = async () => {
  const server = process.env.TEST_DATABASE_URL
  if (!server) throw new Error('TEST_DATABASE_URL names no PostgreSQL server')
  const name = `${PREFIX}${Date.now().toString(36)}_${crypto.randomUUID().slice(0, 8)}`
  await (sweeping ??= on(server, sweep))
  await on(server, (db) => db.raw('create database ??', [name]))
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => on(server, (db) => drop(db, name)) }
}

let sweeping: Promise<void> | undefined

const sweep = async (db: Knex) => {
  const names = await db('pg_database').where('datname', 'like', `${PREFIX}%`).pluck<string[]>('datname')
  for (const name of names) if (isLeftOver(name)) await drop(db, name)
}

const isLeftOver = (name: string) => {
  const madeAt = parseInt(name.slice(PREFIX.length).split('_')[0] ?? '', 36)
  return !(Date.now() - madeAt < LEFT_OVER)
}

const drop = async (db: Knex, name: string) => {
  await db.raw('drop database if exists ?? with (force)', [name])
}

const on = async (server: string, work: (db: Knex) => Promise<unknown>) => {
  const db = knex({ client: 'pg', connection: server, pool: { min: 0, max: 1 } })
  try {
    await work(db)
  } finally {
    await db.destroy()
  }
}
