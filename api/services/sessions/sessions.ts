import type { Application, HookContext } from '../../declarations.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { sessionPolicy } from './sessions.policy.ts'
import { sessionPatchSchema, sessionQuerySchema, sessionSchema, type Session } from './sessions.schema.ts'
import { sessionMethods, sessionPath } from './sessions.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [sessionPath]: Table<Session>
  }
}

export const sessions = (app: Application) => {
  app.use(sessionPath, new Table<Session>(app, 'sessions', sessionSchema, { virtual: ['current'] }), {
    methods: [...sessionMethods]
  })
  protect(app, sessionPath, {
    query: sessionQuerySchema,
    patch: sessionPatchSchema,
    policy: sessionPolicy,
    scope: ({ userId }) => ({ userId, revokedAt: null, expiresAt: { $gt: Date.now() } })
  })
  app.service(sessionPath).hooks({
    before: { find: [onlyCurrent], remove: [revoke] },
    after: {
      all: [present((session: Session, { actor }) => ({ ...session, current: session.id === actor?.sessionId }))]
    }
  })
}

const onlyCurrent = (context: HookContext) => {
  const { current, ...query } = context.params.query ?? {}
  if (current) context.params = { ...context.params, query: { ...query, id: context.params.actor?.sessionId } }
}

/** The row stays, revoked: a token that names it is told that the session has ended. */
const revoke = async (context: HookContext<Table<Session>>) => {
  const { id, params, service } = context
  context.result = await service._get(String(id), params)
  await service.rows(params).where({ id }).update({ revokedAt: Date.now() })
}
