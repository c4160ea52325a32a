import type { Application } from '../../declarations.ts'
import { onlyMine } from '../../hooks/only-mine.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { isTreasurer } from '../../policy.ts'
import { Table, withBooleans } from '../../table.ts'
import { receiptPolicy } from './receipts.policy.ts'
import { receiptQuerySchema, receiptSchema, type Receipt } from './receipts.schema.ts'
import { receiptMethods, receiptPath } from './receipts.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [receiptPath]: Table<Receipt>
  }
}

export const receipts = (app: Application) => {
  app.use(receiptPath, new Table<Receipt>(app, 'receipts', receiptSchema), { methods: [...receiptMethods] })
  protect(app, receiptPath, {
    query: receiptQuerySchema,
    policy: receiptPolicy,
    scope: (actor) => (isTreasurer(actor) ? {} : { userId: actor.userId }),
    needs: { find: 'donations', get: 'donations' }
  })
  app.service(receiptPath).hooks({
    before: { find: [onlyMine] },
    after: { all: [present(withBooleans<Receipt>('test'))] }
  })
}
