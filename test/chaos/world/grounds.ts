import type { Ground, Kind } from './ground.ts'
import { postgresGrounds } from './postgres.ts'
import { sqliteGrounds } from './sqlite.ts'

const make = { SQLite: sqliteGrounds, PostgreSQL: postgresGrounds }
const made = new Map<Kind, ReturnType<(typeof make)[Kind]>>()

/** A town is built once on each kind of database, when it is first needed; every run gets a copy. */
export const grounds = {
  async on(kind: Kind, disk?: number): Promise<Ground> {
    const first = made.get(kind) ?? make[kind]()
    made.set(kind, first)
    return (await first).ground(disk)
  },
  async sweep() {
    for (const first of made.values()) await (await first).sweep()
    made.clear()
  }
}
