import type { HookContext } from '../declarations.ts'

/** For services whose scope shows some people everything: `mine` narrows the question to one's own. */
export const onlyMine = (context: HookContext) => {
  const { actor, query } = context.params
  const { mine, ...rest } = query ?? {}
  if (mine === undefined || !actor) return
  context.params = { ...context.params, query: { ...rest, $and: [...(rest.$and ?? []), { userId: actor.userId }] } }
}
