import type { Knex } from 'knex'
import { bringTo } from '../migrate.ts'
import { sqlite } from '../sqlite.ts'

/** What must be known of a table to carry its rows from one kind of database to the other. */
export interface Table {
  name: string
  /** In the order of the alphabet: two databases may have theirs in different ones. */
  columns: string[]
  /** Columns that are 0 or 1 on SQLite, and false or true on PostgreSQL. */
  booleans: ReadonlySet<string>
  /** The primary key, by which the rows are put in order. */
  key: string
  /** Whether that order must be asked for byte by byte: PostgreSQL sorts words as people do, but not UUIDs and numbers. */
  isWord: boolean
}

/**
 * The tables of a database that had these steps, each behind those that it refers to. An empty one that is made for the moment
 * is asked, so that there is no list to keep, and nothing of other programs that share a database is touched.
 */
export const tablesAfter = async (steps: string[]): Promise<Table[]> => {
  const db = sqlite(':memory:', { writes: true })
  try {
    await bringTo(db, steps)
    const names = await db('sqlite_master')
      .where({ type: 'table' })
      .whereNot('name', 'like', 'sqlite\\_%')
      .whereNotIn('name', ['migrations', 'migrations_lock', 'sqlite_sequence'])
      .orderBy('name')
      .pluck<string[]>('name')
    const shapes = new Map<string, Table>()
    for (const name of names) shapes.set(name, await shapeOf(db, name))
    const refersTo = new Map<string, string[]>()
    for (const name of names) refersTo.set(name, await referred(db, name))
    return inOrder(names, refersTo).flatMap((name) => shapes.get(name) ?? [])
  } finally {
    await db.destroy()
  }
}

const shapeOf = async (db: Knex, name: string): Promise<Table> => {
  const columns = await db.raw<{ name: string; type: string; pk: number }[]>('pragma table_info(??)', [name])
  const [key, ...more] = columns.filter(({ pk }) => pk > 0)
  if (!key || more.length > 0)
    throw new Error(`The rows of ${name} cannot be put in order: it needs a key of one column`)
  return {
    name,
    columns: columns.map((column) => column.name).sort(),
    booleans: new Set(columns.filter(({ type }) => type === 'boolean').map((column) => column.name)),
    key: key.name,
    isWord: key.type.startsWith('varchar')
  }
}

const referred = async (db: Knex, name: string) => {
  const keys = await db.raw<{ table: string }[]>('pragma foreign_key_list(??)', [name])
  return keys.map(({ table }) => table).filter((table) => table !== name)
}

/** Depth first: whoever is referred to comes before. */
const inOrder = (names: string[], refersTo: Map<string, string[]>) => {
  const ordered = new Set<string>()
  const place = (name: string) => {
    if (ordered.has(name)) return
    for (const other of refersTo.get(name) ?? []) place(other)
    ordered.add(name)
  }
  names.forEach(place)
  return [...ordered]
}
