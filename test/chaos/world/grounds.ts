import type { Ground, Kind } from './ground.ts'
import { ROOT } from './places.ts'
import { postgresGrounds } from './postgres.ts'
import { sqliteGrounds } from './sqlite.ts'

const make = { SQLite: sqliteGrounds, PostgreSQL: postgresGrounds }
const made = new Map<string, ReturnType<(typeof make)[Kind]>>()

/** A town is built once by each build on each kind of database, when it is first needed; every run gets a copy. */
export const grounds = {
  async on(
    kind: Kind,
    { disk, home = ROOT }: { disk?: number | undefined; home?: string | undefined } = {}
  ): Promise<Ground> {
    const key = `${kind} ${home}`
    const first = made.get(key) ?? make[kind](home)
    made.set(key, first)
    return (await first).ground(disk)
  },
  async sweep() {
    for (const first of made.values()) await (await first).sweep()
    made.clear()
  }
}
