import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { disputePolicy } from './disputes.policy.ts'
import { disputeQuerySchema, disputeSchema, type Dispute } from './disputes.schema.ts'
import { disputeMethods, disputePath } from './disputes.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [disputePath]: Table<Dispute>
  }
}

export const disputes = (app: Application) => {
  app.use(disputePath, new Table<Dispute>(app, 'disputes', disputeSchema), { methods: [...disputeMethods] })
  protect(app, disputePath, {
    query: disputeQuerySchema,
    policy: disputePolicy,
    needs: { find: 'donations', get: 'donations' }
  })
}
