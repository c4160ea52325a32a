import type { Application } from '../../declarations.ts'
import { perPerson } from '../../hooks/limit-rate.ts'
import { present } from '../../hooks/present.ts'
import { protect } from '../../hooks/protect.ts'
import { isStaff, type Actor } from '../../policy.ts'
import { Table } from '../../table.ts'
import { roomsKeptBy } from '../rooms/visible-rooms.ts'
import { fileReport } from './hooks/file-report.ts'
import { resolveReport } from './hooks/resolve-report.ts'
import { reportPolicy } from './reports.policy.ts'
import { reportDataSchema, reportPatchSchema, reportQuerySchema, reportSchema, type Report } from './reports.schema.ts'
import { reportMethods, reportPath } from './reports.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [reportPath]: Table<Report>
  }
}

export const reports = (app: Application) => {
  app.use(reportPath, new Table<Report>(app, 'reports', reportSchema), { methods: [...reportMethods] })
  app.service(reportPath).hooks({ around: { create: [perPerson('reports')] } })
  protect(app, reportPath, {
    query: reportQuerySchema,
    create: reportDataSchema,
    patch: reportPatchSchema,
    policy: reportPolicy,
    scope: visibleReports,
    needs: { find: 'moderate', get: 'moderate', patch: 'moderate' }
  })
  app.service(reportPath).hooks({
    before: { create: [fileReport], patch: [resolveReport] },
    after: { all: [present(outward)] }
  })
}

const visibleReports = (actor: Actor) =>
  isStaff(actor) ? {} : { $or: [{ userId: actor.userId }, { roomId: { $in: roomsKeptBy(actor.userId) } }] }

/** Whoever reported learns what became of it, and not what those who keep order said to each other. */
const outward = (
  row: Report & { context: unknown },
  { actor, provider }: { actor?: Actor; provider?: string }
): Report => {
  const { note, ...report } = row
  const context = (typeof row.context === 'string' ? JSON.parse(row.context) : row.context) as Report['context']
  const ownOnly = provider && actor?.userId === row.userId && !isStaff(actor)
  return { ...report, context, ...(!ownOnly && { note }) }
}
