import { isAdmin, type Policy } from '../../policy.ts'
import type { Diagnostic } from './diagnostics.schema.ts'

export const diagnosticPolicy = { find: (actor) => isAdmin(actor) || 'not_admin' } satisfies Policy<Diagnostic>
