import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { Table } from '../../table.ts'
import { ledgerPolicy } from './ledger.policy.ts'
import { ledgerQuerySchema, ledgerSchema, type LedgerEntry } from './ledger.schema.ts'
import { ledgerMethods, ledgerPath } from './ledger.shared.ts'
import { openBooks } from './open-books.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [ledgerPath]: Table<LedgerEntry>
  }
}

export const ledger = (app: Application) => {
  app.use(ledgerPath, new Table<LedgerEntry>(app, 'ledger', ledgerSchema), { methods: [...ledgerMethods] })
  protect(app, ledgerPath, {
    query: ledgerQuerySchema,
    policy: ledgerPolicy,
    needs: { find: 'donations', get: 'donations' }
  })
  app.service(ledgerPath).hooks({ before: { all: [openBooks(app)] } })
}
