import type { Application, HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import type { Scope } from '../../policy.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { startSession } from './live-session.ts'
import { sessionPolicy } from './sessions.policy.ts'
import {
  sessionDataSchema,
  sessionPatchSchema,
  sessionQuerySchema,
  sessionSchema,
  type Session,
  type SessionData
} from './sessions.schema.ts'
import { sessionMethods, sessionPath } from './sessions.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [sessionPath]: Table<Session>
  }
}

export const sessions = (app: Application) => {
  app.use(sessionPath, new Table<Session>(app, 'sessions', sessionSchema, { virtual: ['current', 'accessToken'] }), {
    methods: [...sessionMethods]
  })
  app.service(sessionPath).hooks({ around: { create: [perPerson('tokens')] } })
  protect(app, sessionPath, {
    query: sessionQuerySchema,
    create: sessionDataSchema,
    patch: sessionPatchSchema,
    policy: sessionPolicy,
    scope: ({ userId }) => ({ userId, revokedAt: null, stage: 'full', expiresAt: { $gt: Date.now() } }),
    needs: { get: 'session', create: 'session', patch: 'session', remove: 'session' },
    verifiedOnly: ['create'],
    confirmed: ['create']
  })
  app.service(sessionPath).hooks({
    before: { find: [onlyCurrent], create: [makeToken], remove: [revoke] },
    after: { all: [present(outward)] }
  })
}

/** The row has its scopes in one text. */
type Row = Omit<Session, 'scopes'> & { scopes: string | Scope[] | null }

const outward = (session: Row, { actor }: HookContext['params']): Session => ({
  ...session,
  scopes: typeof session.scopes === 'string' ? (session.scopes.split(',') as Scope[]) : session.scopes,
  current: session.id === actor?.sessionId
})

/** "Who am I?" may be asked by every credential; the list of all of them only by somebody who signed in. */
const onlyCurrent = (context: HookContext) => {
  const { current, ...query } = context.params.query ?? {}
  const { actor } = context.params
  if (current) context.params = { ...context.params, query: { ...query, id: actor?.sessionId } }
  else if (actor?.scopes) throw refusal('insufficient_scope')
}

/** A personal access token lives at most so long (ms). */
const MOST = 366 * 24 * 3600_000

/** The token is in this answer and nowhere else: the row cannot make it again. */
const makeToken = async (context: HookContext<Table<Session>>) => {
  const { app, params, service } = context
  const { name, scopes, expiresAt } = context.data as unknown as SessionData
  const { userId } = params.actor!
  const now = Date.now()
  if (expiresAt <= now || expiresAt > now + MOST) throw refusal('invalid_expiry')
  const trx = params.transaction!.trx!
  const token = { name, scopes: scopes.join(','), expiresAt }
  const session = await startSession(trx, { userId, token })
  const expiresIn = Math.floor((expiresAt - now) / 1000) + 1
  const accessToken = await app.service('authentication').tokenOf(session, { expiresIn })
  await recordAct(context, {
    action: 'sessions.create',
    subjectId: userId,
    recordId: session.id,
    details: { name, scopes }
  })
  const made = await service._get(session.id, { transaction: params.transaction })
  context.result = { ...made, accessToken }
}

/** The row stays, revoked: a token that names it is told that the session has ended. */
const revoke = async (context: HookContext<Table<Session>>) => {
  const { id, params, service } = context
  context.result = await service._get(String(id), params)
  await service.rows(params).where({ id }).update({ revokedAt: Date.now() })
}
