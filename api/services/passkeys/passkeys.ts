import { v7 as uuidv7 } from 'uuid'
import type { Application, HookContext } from '../../declarations.ts'
import { isUniqueViolation, refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { recordAct } from '../acts/record-act.ts'
import { passkeyPolicy } from './passkeys.policy.ts'
import {
  passkeyDataSchema,
  passkeyPatchSchema,
  passkeyQuerySchema,
  passkeySchema,
  type Passkey,
  type PasskeyData
} from './passkeys.schema.ts'
import { passkeyMethods, passkeyPath } from './passkeys.shared.ts'
import { verifyRegistration } from './verify.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [passkeyPath]: Table<Passkey>
  }
}

export const passkeys = (app: Application) => {
  app.use(passkeyPath, new Table<Passkey>(app, 'passkeys', passkeySchema), { methods: [...passkeyMethods] })
  protect(app, passkeyPath, {
    query: passkeyQuerySchema,
    create: passkeyDataSchema,
    patch: passkeyPatchSchema,
    policy: passkeyPolicy,
    scope: ({ userId }) => ({ userId }),
    needs: { find: 'session', get: 'session', create: 'session', patch: 'session', remove: 'session' },
    confirmed: ['create', 'remove']
  })
  app.service(passkeyPath).hooks({
    before: { create: [register] },
    after: {
      create: [(context: HookContext) => recordAct(context, act('passkeys.create', context))],
      remove: [(context: HookContext) => recordAct(context, act('passkeys.remove', context))]
    }
  })
}

const act = (action: string, { params }: HookContext) => ({ action, subjectId: params.actor!.userId })

const register = async (context: HookContext<Table<Passkey>>) => {
  const { app, params, service } = context
  const { challengeId, response, name } = context.data as unknown as PasskeyData
  const { userId } = params.actor!
  const credential = await verifyRegistration(app, params, challengeId, response as never)
  const row: Passkey = { id: uuidv7(), userId, name, createdAt: Date.now(), lastUsedAt: null }
  await service
    .rows(params)
    .insert({ ...row, ...credential })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? refusal('already_exists') : error
    })
  context.result = row
}
