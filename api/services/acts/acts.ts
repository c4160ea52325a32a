import type { Application } from '../../declarations.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { actPolicy } from './acts.policy.ts'
import { actQuerySchema, actSchema, type Act } from './acts.schema.ts'
import { actMethods, actPath } from './acts.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [actPath]: Table<Act>
  }
}

/** Reads what `recordAct` writes. There is no other way in, and none to change it: the database refuses that itself. */
export const acts = (app: Application) => {
  app.use(actPath, new Table<Act>(app, 'acts', actSchema), { methods: [...actMethods] })
  protect(app, actPath, { query: actQuerySchema, policy: actPolicy, needs: { find: 'session', get: 'session' } })
  app.service(actPath).hooks({
    after: { all: [present((row: Act & { details: unknown }): Act => ({ ...row, details: detailsOf(row.details) }))] }
  })
}

const detailsOf = (stored: unknown): Act['details'] =>
  typeof stored === 'string' ? JSON.parse(stored) : (stored as Act['details'])
