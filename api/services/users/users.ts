import type { Application } from '../../declarations.ts'
import { perAddress } from '../../hooks/limit-rate.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { knowPassword } from './hooks/change-sign-in.ts'
import { erase } from './hooks/erase.ts'
import { hashFirst } from './hash-first.ts'
import { register } from './hooks/register.ts'
import { revise } from './hooks/revise.ts'
import { userPolicy, visibleUsers } from './users.policy.ts'
import { userDataSchema, userPatchSchema, userQuerySchema, userSchema, type User } from './users.schema.ts'
import { userMethods, userPath } from './users.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [userPath]: Table<User>
  }
}

export const users = (app: Application) => {
  app.use(userPath, new Table<User>(app, 'users', userSchema), { methods: [...userMethods] })
  app.service(userPath).hooks({ around: { create: [perAddress('signUp')] } })
  const rules = {
    query: userQuerySchema,
    create: userDataSchema,
    patch: userPatchSchema,
    policy: userPolicy,
    scope: visibleUsers,
    needs: { patch: 'session' as const, remove: 'session' as const },
    confirmed: ['remove']
  }
  protect(app, userPath, rules, { prepare: { create: hashFirst, patch: knowPassword } })
  app.service(userPath).hooks({ before: { create: [register], patch: [revise], remove: [erase] } })
}
