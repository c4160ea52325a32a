import type { Params } from '@feathersjs/feathers'
import type { HookContext } from '../declarations.ts'

/** Gives each record of a result its outward form: what is computed, and what only some may see. */
export const present =
  <Row, Shown>(form: (row: Row, params: Params) => Shown) =>
  (context: HookContext) => {
    const { params } = context
    const result = context.result as Row | { data: Row[] }
    if (context.method === 'find' && 'data' in (result as object)) {
      const page = result as { data: Row[] }
      context.result = { ...page, data: page.data.map((row) => form(row, params)) }
    } else context.result = form(result as Row, params)
  }
