import type { Knex } from 'knex'
import pg from 'pg'
import type { Application } from '../../api/declarations.ts'

/** Tables that grow with the community. */
const LARGE = ['users', 'profiles', 'sessions', 'rooms', 'memberships', 'messages']

interface Asked {
  sql: string
  bindings: unknown[]
}

const reads = (sql: string) => /^\s*(select|insert|update|delete|with)\b/i.test(sql)

/** What a server asks of its database while `act` runs, in whatever transaction. */
export const askedDuring = async (app: Application, act: () => Promise<unknown>): Promise<Asked[]> => {
  const { read, write } = app.get('database')
  const asked = new Map<string, Asked>()
  const note = ({ sql, bindings = [] }: Partial<Asked> & { sql: string }) => {
    if (reads(sql)) asked.set(sql, { sql, bindings })
  }
  const pools = new Set<Knex>([read, write])
  for (const pool of pools) pool.on('query', note)
  try {
    await act()
  } finally {
    for (const pool of pools) pool.off('query', note)
  }
  return [...asked.values()]
}

/** Says which large tables these statements read from end to end. Close it when done. */
export interface Planner {
  scans(asked: Asked[]): Promise<string[]>
  close(): Promise<void>
}

export const plannerOf = async (app: Application): Promise<Planner> =>
  app.get('database').kind === 'sqlite' ? onSqlite(app.get('database').read) : onPostgres(app.get('databaseUrl'))

const onSqlite = (db: Knex): Planner => ({
  async scans(asked) {
    const found: string[] = []
    for (const { sql, bindings } of asked) {
      const question = ['explain query plan', sql].join(' ')
      const steps = await db.raw<{ detail: string }[]>(question, bindings as never)
      for (const { detail } of steps) {
        const table = /^SCAN (?:TABLE )?(\w+)/.exec(detail)?.[1] ?? ''
        if (LARGE.includes(table)) found.push(`${detail}: ${sql}`)
      }
    }
    return found
  },
  close: async () => undefined
})

interface Step {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Step[]
}

const onPostgres = async (url: string): Promise<Planner> => {
  const client = new pg.Client(url)
  await client.connect()
  return {
    async scans(asked) {
      const found: string[] = []
      for (const { sql, bindings } of asked) {
        const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Step }[] }>(
          `explain (format json) ${sql}`,
          bindings
        )
        for (const step of stepsOf(rows[0]!['QUERY PLAN'][0]!.Plan)) {
          const table = step['Relation Name'] ?? ''
          if (step['Node Type'] === 'Seq Scan' && LARGE.includes(table)) found.push(`Seq Scan on ${table}: ${sql}`)
        }
      }
      return found
    },
    close: () => client.end()
  }
}

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)]
