import type { HookContext } from '../declarations.ts'
import { searchPattern } from '../search.ts'

/** Turns `search` of a query into a comparison with the words that the table keeps of its names. */
export const searchFor = (context: HookContext) => {
  const { search, ...query } = context.params.query ?? {}
  if (search === undefined) return
  context.params = { ...context.params, query: { ...query, search: { $like: searchPattern(String(search)) } } }
}
