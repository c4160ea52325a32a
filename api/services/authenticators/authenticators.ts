import { v7 as uuidv7 } from 'uuid'
import type { Application, HookContext } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { askForRotation } from '../sessions/live-session.ts'
import { authenticatorPolicy } from './authenticators.policy.ts'
import {
  authenticatorDataSchema,
  authenticatorPatchSchema,
  authenticatorQuerySchema,
  authenticatorSchema,
  type Authenticator,
  type AuthenticatorPatch
} from './authenticators.schema.ts'
import { authenticatorMethods, authenticatorPath } from './authenticators.shared.ts'
import { newRecoveryCodes, newSecret, seal, stepOf, totpOf, unseal } from './codes.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [authenticatorPath]: Table<Authenticator>
  }
}

/** Told once or counted, never read from the row. */
const VIRTUAL = ['recoveryCodesLeft', 'secret', 'uri', 'recoveryCodes']

export const authenticators = (app: Application) => {
  app.use(
    authenticatorPath,
    new Table<Authenticator>(app, 'authenticators', authenticatorSchema, { virtual: VIRTUAL }),
    {
      methods: [...authenticatorMethods]
    }
  )
  app.service(authenticatorPath).hooks({ around: { patch: [perPerson('secondFactor')] } })
  protect(app, authenticatorPath, {
    query: authenticatorQuerySchema,
    create: authenticatorDataSchema,
    patch: authenticatorPatchSchema,
    policy: authenticatorPolicy,
    scope: ({ userId }) => ({ userId }),
    needs: { find: 'session', get: 'session', create: 'session', patch: 'session', remove: 'session' },
    confirmed: ['create', 'patch', 'remove']
  })
  app.service(authenticatorPath).hooks({
    before: { create: [setUp], patch: [confirm] },
    after: { remove: [forgetCodes], all: [countCodes] }
  })
}

/** One app a person. A set-up that was never finished makes way for the next. */
const setUp = async (context: HookContext<Table<Authenticator>>) => {
  const { app, params, service } = context
  const { userId } = params.actor!
  const trx = params.transaction!.trx!
  if (await service.rows(params).where({ userId }).whereNotNull('confirmedAt').first('id'))
    throw refusal('already_exists')
  await service.rows(params).where({ userId }).delete()
  const secret = newSecret()
  const row = { id: uuidv7(), userId, confirmedAt: null, createdAt: Date.now() }
  await service.rows(params).insert({ ...row, sealed: seal(app, secret), lastStep: null })
  const { name } = await trx('communities').first('name')
  const { email } = await trx('users').where({ id: userId }).first('email')
  context.result = { ...row, recoveryCodesLeft: 0, secret, uri: totpOf(secret, email, name).toString() }
}

const confirm = async (context: HookContext<Table<Authenticator>>) => {
  const { app, id, params, service } = context
  const { userId } = params.actor!
  const trx = params.transaction!.trx!
  const { code } = context.data as unknown as AuthenticatorPatch
  const row = await service.rows(params).where({ id, userId }).forUpdate().first('sealed', 'lastStep', 'confirmedAt')
  const step = stepOf(unseal(app, row.sealed), code.replace(' ', ''))
  if (step === undefined || step <= (row.lastStep ?? 0)) throw refusal('invalid_code')
  const confirmedAt = row.confirmedAt ?? Date.now()
  await service.rows(params).where({ id }).update({ confirmedAt, lastStep: step })
  const recoveryCodes = await newRecoveryCodes(trx, userId)
  await askForRotation(trx, userId)
  if (!row.confirmedAt) await recordAct(context, { action: 'authenticators.create', subjectId: userId })
  context.result = { ...(await service._get(String(id), { transaction: params.transaction })), recoveryCodes }
}

const forgetCodes = async (context: HookContext) => {
  const { userId } = context.params.actor!
  const trx = context.params.transaction!.trx!
  await trx('recoveryCodes').where({ userId }).delete()
  await askForRotation(trx, userId)
  await recordAct(context, { action: 'authenticators.remove', subjectId: userId })
}

const countCodes = async (context: HookContext) => {
  const { app, params, result } = context
  const db = params.transaction?.trx ?? app.get('database').read
  const unused = db('recoveryCodes').where({ userId: params.actor?.userId ?? null, usedAt: null })
  const [{ left }] = (await unused.count('id as left')) as [{ left: number }]
  const withCount = (row: Authenticator) => ({ ...row, recoveryCodesLeft: left })
  const page = result as { data?: Authenticator[] }
  context.result = page.data ? { ...page, data: page.data.map(withCount) } : withCount(result as Authenticator)
}
