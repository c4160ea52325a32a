import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import type { Table } from './tables.ts'

type Row = Record<string, unknown>

/** So many rows are held in memory at a time. */
const AT_ONCE = 1_000

/** All rows of a table as lines of JSON, in the order of its key, a batch at a time. `db` is a transaction that sees one moment. */
export async function* linesOf(db: Knex, table: Table): AsyncGenerator<string[]> {
  const batches = db.client.config.client === 'pg' ? byCursor(db, table) : byKey(db, table)
  for await (const rows of batches) yield rows.map((row) => lineOf(row, table))
}

/** The same line for the same row, whichever database it stands in. */
const lineOf = (row: Row, { columns, booleans }: Table) => {
  const value = (name: string) => (booleans.has(name) && row[name] !== null ? Number(row[name]) : row[name])
  return JSON.stringify(Object.fromEntries(columns.map((name) => [name, value(name)])))
}

async function* byKey(db: Knex, { name, columns, key }: Table): AsyncGenerator<Row[]> {
  for (let last: unknown; ;) {
    const query = db(name).select(columns).orderBy(key).limit(AT_ONCE)
    const rows: Row[] = await (last === undefined ? query : query.where(key, '>', last as string))
    if (rows.length > 0) yield rows
    if (rows.length < AT_ONCE) return
    last = rows.at(-1)?.[key]
  }
}

async function* byCursor(db: Knex, { name, columns, key, isWord }: Table): AsyncGenerator<Row[]> {
  const order = isWord ? db.raw('?? collate "C"', [key]) : db.raw('??', [key])
  await db.raw('declare backup no scroll cursor for ?', [db(name).select(columns).orderByRaw(order)])
  for (;;) {
    const { rows } = await db.raw<{ rows: Row[] }>('fetch forward 1000 from backup')
    if (rows.length > 0) yield rows
    if (rows.length < AT_ONCE) break
  }
  await db.raw('close backup')
}

/** Puts lines into a table in one statement, without looking into them: the database reads JSON by itself. */
export const insertLines = async (db: Knex, { name, columns }: Table, lines: string[]) => {
  const json = `[${lines.join(',')}]`
  const names = columns.map(() => '??').join(', ')
  if (db.client.config.client === 'pg') {
    const into = `insert into ?? (${names}) select ${names} from json_populate_recordset(null::??, ?::json)`
    await db.raw(into, [name, ...columns, ...columns, name, json])
    return
  }
  const values = columns.map(() => 'json_extract(value, ?)').join(', ')
  const paths = columns.map((column) => `$.${column}`)
  const into = `insert into ?? (${names}) select ${values} from json_each(?)`
  await db.raw(into, [name, ...columns, ...paths, json])
}

/** How many there were, and a hash over all of them: what a backup says of each of its parts. */
export interface Sum {
  count: number
  sha256: string
}

/** Adds up parts as they pass. */
export const summing = () => {
  const hash = createHash('sha256')
  let count = 0
  return {
    add(...parts: (string | Buffer)[]) {
      for (const part of parts) hash.update(part).update('\n')
      count += 1
    },
    sum: (): Sum => ({ count, sha256: hash.digest('hex') })
  }
}

export const sumOf = async (db: Knex, table: Table): Promise<Sum> => {
  const total = summing()
  for await (const lines of linesOf(db, table)) for (const line of lines) total.add(line)
  return total.sum()
}
