import type { Knex } from 'knex'
import { StartError } from '../configuration.ts'
import { stepsOf, unknownStep } from '../migrate.ts'
import { postgres } from '../postgres.ts'
import { once } from '../transactions.ts'
import { isInhabited, isRunning, notEmpty, type Place } from './place.ts'
import { tablesAfter } from './tables.ts'

/** Moves what was there into a schema of its own and fills new tables, all in one transaction. */
export const intoPostgres = async <T>(url: string, { fill, settle, replace, stamp, aside }: Place<T>): Promise<T> => {
  const db = postgres(url, { patient: true, name: 'hearth-restore' })
  let undo: (() => Promise<void>) | undefined
  try {
    return await once(db, async (trx) => {
      if (await serverRuns(trx)) throw isRunning('this database')
      const steps = await stepsOf(trx)
      const inhabited = await isInhabited(trx)
      if (inhabited && !replace) throw notEmpty('The database')
      const old = `hearth_${stamp.replace('-', '_')}`
      if (steps.length > 0) await moveAside(trx, steps, old)
      const loaded = await fill(trx)
      if (inhabited) aside.push(`schema ${old}`)
      else await trx.raw('drop schema if exists ?? cascade', [old])
      undo = await settle()
      return loaded
    })
  } catch (error) {
    await undo?.()
    throw error
  } finally {
    await db.destroy()
  }
}

/** A server asks its database every few seconds, and so has a connection always. */
const serverRuns = async (db: Knex) => {
  const others = await db('pg_stat_activity')
    .where({ application_name: 'hearth' })
    .whereRaw('datname = current_database()')
    .first('pid')
  return others !== undefined
}

/** What stands beside the tables. */
const VIEWS = ['openLedger']

const moveAside = async (db: Knex, steps: string[], schema: string) => {
  const foreign = await unknownStep(steps)
  if (foreign) throw new StartError(`The database is newer than this Hearth: it has had step ${foreign}`)
  await db.raw('create schema ??', [schema])
  const names = (await tablesAfter(steps)).map(({ name }) => name)
  for (const name of [...names, 'migrations', 'migrations_lock'])
    await db.raw('alter table ?? set schema ??', [name, schema])
  const views = await db('pg_views')
    .whereRaw('schemaname = current_schema()')
    .whereIn('viewname', VIEWS)
    .pluck('viewname')
  for (const name of views) await db.raw('alter view ?? set schema ??', [name, schema])
  const functions = await db('pg_proc')
    .whereRaw("pronamespace = current_schema()::regnamespace and proname = 'refuse_change'")
    .first('oid')
  if (functions) await db.raw('alter function refuse_change() set schema ??', [schema])
}
