import type { Knex } from 'knex'
import { StartError } from '../configuration.ts'
import { bringTo } from '../migrate.ts'
import type { Storage } from '../storage/index.ts'
import { troubleOf } from '../trouble.ts'
import { isId } from '../validators.ts'
import { fileIdOf, linesIn, tableOf, type Contents } from './contents.ts'
import { insertLines, sumOf } from './rows.ts'
import { tablesAfter, type Table } from './tables.ts'

export interface Loaded {
  rows: number
  files: number
  secret?: string
}

/**
 * Puts a backup into an empty database, within the transaction `db`, and into an empty storage. What stands there in the end is
 * read again and compared with what the backup says of itself.
 * @throws {StartError} when the two differ; then the transaction must not be kept
 */
export const load = async ({ head, end, parts }: Contents, db: Knex, storage: Storage): Promise<Loaded> => {
  await bringTo(db, head.steps)
  const tables = await tablesAfter(head.steps)
  // what the steps themselves have put in, the backup has too
  for (const { name } of [...tables].reverse()) if (await db(name).first()) await db(name).delete()

  const byName = new Map(tables.map((table) => [table.name, table]))
  let secret: string | undefined
  for await (const part of parts()) {
    const [table, id] = [byName.get(tableOf(part.name) ?? ''), fileIdOf(part.name)]
    if (table) await insert(db, table, linesIn(part))
    else if (isId(id)) await storage.write(id, part.bytes)
    else if (part.name === 'auth-secret') secret = part.bytes.toString()
    else throw new StartError(`What is called ${part.name} does not belong into a backup`)
  }
  for (const table of tables) await expectWhole(db, table, end.tables[table.name])
  const rows = Object.values(end.tables).reduce((all, { count }) => all + count, 0)
  return { rows, files: end.files.count, ...(secret !== undefined && { secret }) }
}

const insert = async (db: Knex, table: Table, lines: string[]) => {
  try {
    await insertLines(db, table, lines)
  } catch (error) {
    if (troubleOf(error)) throw error
    const said = (error as Error).message.split(' - ').at(-1) ?? ''
    throw new StartError(`The database does not take the rows of ${table.name}: ${said}. Nothing was changed`)
  }
}

const expectWhole = async (db: Knex, table: Table, said: unknown) => {
  const found = await sumOf(db, table)
  if (JSON.stringify(found) === JSON.stringify(said)) return
  throw new StartError(
    `The rows of ${table.name} are not in the database as they are in the backup. Nothing was changed`
  )
}
