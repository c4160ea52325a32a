import type { Application, HookContext } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { communityPolicy } from './communities.policy.ts'
import {
  communityPatchSchema,
  communityQuerySchema,
  communitySchema,
  type Community,
  type CommunityPatch
} from './communities.schema.ts'
import { communityMethods, communityPath } from './communities.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [communityPath]: Table<Community>
  }
}

export const communities = (app: Application) => {
  const virtual = ['peopleCount', 'roomCount', 'mail']
  app.use(communityPath, new Table<Community>(app, 'communities', communitySchema, { virtual }), {
    methods: [...communityMethods]
  })
  protect(app, communityPath, {
    query: communityQuerySchema,
    patch: communityPatchSchema,
    policy: communityPolicy,
    needs: { patch: 'session' }
  })
  app.service(communityPath).hooks({ before: { patch: [note] }, after: { all: [count] } })
}

/** Who the community is for, and who comes in, was changed by somebody. */
const note = async (context: HookContext) => {
  const before = context.params.record as Community
  const after = context.data as CommunityPatch
  const names = Object.keys(after) as (keyof CommunityPatch)[]
  const details = { before: Object.fromEntries(names.map((name) => [name, before[name]])), after }
  await recordAct(context, { action: 'communities.patch', recordId: before.id, details })
}

/** How many people and public rooms there are: shown on the door, so no private room is told of. */
const count = async (context: HookContext) => {
  const { app, params, result } = context
  const db = params.transaction?.trx ?? app.get('database').read
  const number = async (query: PromiseLike<unknown>) => Number(((await query) as { n: number }[])[0]?.n)
  const counts = {
    mail: app.get('mail').configured,
    peopleCount: await number(db('users').where({ status: 'active' }).whereNotNull('admittedAt').count('id as n')),
    roomCount: await number(db('rooms').where({ visibility: 'public', archivedAt: null }).count('id as n'))
  }
  const page = result as { data?: Community[] }
  context.result = page.data
    ? { ...page, data: page.data.map((row) => ({ ...row, ...counts })) }
    : { ...page, ...counts }
}
