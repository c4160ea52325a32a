import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { letterPolicy } from './letters.policy.ts'
import { letterQuerySchema, letterSchema, type Letter } from './letters.schema.ts'
import { letterMethods, letterPath } from './letters.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [letterPath]: Table<Letter>
  }
}

export const letters = (app: Application) => {
  app.use(letterPath, new Table<Letter>(app, 'letters', letterSchema), { methods: [...letterMethods] })
  protect(app, letterPath, {
    query: letterQuerySchema,
    policy: letterPolicy,
    needs: { find: 'session', get: 'session', remove: 'session' },
    scope: () => ({ sentAt: null })
  })
}
