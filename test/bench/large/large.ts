import { readFileSync } from 'node:fs'
import type { Knex } from 'knex'
import { openDatabase } from '../../../api/database.ts'
import { postgres } from '../../../api/postgres.ts'
import { sqlite } from '../../../api/sqlite.ts'

/** How much there is in a large community. */
export interface Size {
  messages: number
  people: number
  rooms: number
  /** Rooms that the first person is in. */
  many: number
}

export const LARGE: Size = { messages: 1_000_000, people: 100_000, rooms: 10_000, many: 1_000 }

const KINDS = { people: '7000', sessions: '7001', rooms: '7002', memberships: '7003', messages: '7004' }
const BEGUN = 1_700_000_000_000

/** The id that the n-th row of a table has. */
export const idOf = (kind: keyof typeof KINDS, n: number) => {
  const time = (BEGUN + n).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${KINDS[kind]}-8000-${n.toString(16).padStart(12, '0')}`
}

/** Fills an empty database; everybody has a session that holds for a day. */
export const fill = async (databaseUrl: string, size: Size) => {
  const isSqlite = databaseUrl.startsWith('sqlite:')
  const database = openDatabase(databaseUrl)
  await database.migrate()
  await database.close()
  const db = isSqlite
    ? sqlite(databaseUrl.slice('sqlite:'.length), { writes: true })
    : postgres(databaseUrl, { patient: true, most: 1 })
  try {
    await run(db, isSqlite ? 'sqlite.sql' : 'postgres.sql', size)
  } finally {
    await db.destroy()
  }
}

/** The last `seq` of the first room, where a tenth of all is said. */
export const lastSeqOf = (size: Size) => evenOf(size) / size.rooms + size.messages - evenOf(size)

/** So many messages are spread evenly over all rooms. */
const evenOf = ({ messages, rooms }: Size) => Math.floor((0.9 * messages) / rooms) * rooms

const DAY = 24 * 3600_000

const run = async (db: Knex, file: string, size: Size) => {
  const [even, now] = [evenOf(size), Date.now()]
  const values = { ...size, even, each: even / size.rooms, last: lastSeqOf(size), now, later: now + DAY }
  const statements = readFileSync(new URL(file, import.meta.url), 'utf8').split(/;\n\n/)
  for (const statement of statements) await db.raw(statement.replace(/;\s*$/, ''), values)
}
