import type { Application, HookContext } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { communityPolicy } from './communities.policy.ts'
import { communityPatchSchema, communityQuerySchema, communitySchema, type Community } from './communities.schema.ts'
import { communityMethods, communityPath } from './communities.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [communityPath]: Table<Community>
  }
}

export const communities = (app: Application) => {
  const virtual = ['peopleCount', 'roomCount']
  app.use(communityPath, new Table<Community>(app, 'communities', communitySchema, { virtual }), {
    methods: [...communityMethods]
  })
  protect(app, communityPath, { query: communityQuerySchema, patch: communityPatchSchema, policy: communityPolicy })
  app.service(communityPath).hooks({ after: { all: [count] } })
}

/** How many people and public rooms there are: shown on the door, so no private room is told of. */
const count = async (context: HookContext) => {
  const { app, params, result } = context
  const db = params.transaction?.trx ?? app.get('database').read
  const number = async (query: PromiseLike<unknown>) => Number(((await query) as { n: number }[])[0]?.n)
  const counts = {
    peopleCount: await number(db('users').where({ status: 'active' }).count('id as n')),
    roomCount: await number(db('rooms').where({ visibility: 'public', archivedAt: null }).count('id as n'))
  }
  const page = result as { data?: Community[] }
  context.result = page.data
    ? { ...page, data: page.data.map((row) => ({ ...row, ...counts })) }
    : { ...page, ...counts }
}
