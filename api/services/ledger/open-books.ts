import type { Query } from '@feathersjs/feathers'
import type { Application, HookContext } from '../../declarations.ts'
import { isTreasurer } from '../../policy.ts'
import { Table } from '../../table.ts'
import { ledgerSchema, type LedgerEntry } from './ledger.schema.ts'

const DAY = 24 * 3600_000

/**
 * Who does not keep the books reads them day by day, each when it is over (UTC): a line that showed at once could be matched with
 * the message of its gift by whoever looks often enough, whatever time stands in it. For the same reason its ids hold no time, and
 * within a day the lines stand in the order of those.
 */
export const openBooks = (app: Application) => {
  const open = new Table<LedgerEntry>(app, 'openLedger', ledgerSchema)
  return async (context: HookContext) => {
    const { actor, provider, query } = context.params
    if (!provider || (actor && isTreasurer(actor))) return
    const params = { ...context.params, query: { ...query, $and: [...asked(query), overBy(Date.now())] } }
    if (context.method === 'get') context.result = await open.get(String(context.id), params)
    else context.result = await open.find({ ...params, query: { ...params.query, $sort: order(query) } })
  }
}

const asked = (query: Query = {}) => (query.$and ?? []) as Query[]
const overBy = (now: number) => ({ createdAt: { $lt: now - (now % DAY) } })

/** What else is equal would stand as the database keeps it: in the order in which it was booked. */
const order = ({ $sort = { createdAt: 1 } }: Query = {}) => {
  const sort = $sort as Partial<Record<string, 1 | -1>>
  return { ...sort, id: sort.id ?? sort.createdAt ?? 1 }
}
