import type { Knex } from 'knex'
import { StartError } from '../configuration.ts'

/** Where a backup is put. */
export interface Place<T> {
  /** Fills an empty database within one transaction. */
  fill(db: Knex): Promise<T>
  /** Has the files take their place when the database has proved whole; answers how to take that back. */
  settle(): Promise<() => Promise<void>>
  replace: boolean
  /** Part of the names of what is kept aside. */
  stamp: string
  /** Gets what was kept aside. */
  aside: string[]
}

/** Whether somebody would miss what is there: a server that was only started has tables, but nobody in them. */
export const isInhabited = async (db: Knex) => {
  for (const table of ['users', 'messages', 'ledgerTransactions'])
    if ((await db.schema.hasTable(table)) && (await db(table).first())) return true
  return false
}

export const notEmpty = (what: string) =>
  new StartError(
    `${what} is not empty: somebody has an account there. With --replace it is kept aside, and the backup takes its place`
  )
export const isRunning = (what: string) => new StartError(`A Hearth runs on ${what}: stop it first`)
