import type { HookContext } from '../../../declarations.ts'
import { recordAct } from '../../acts/record-act.ts'
import type { Report, ReportPatch } from '../reports.schema.ts'

/** Who decided, and when, stands in the report; that they did stands in the log. */
export const resolveReport = async (context: HookContext) => {
  const { data, params } = context
  const { status, note } = data as ReportPatch
  const report = params.record as Report
  const closes = status !== undefined && status !== 'open'
  const decided = status && {
    status,
    resolvedBy: closes ? params.actor!.userId : null,
    resolvedAt: closes ? Date.now() : null
  }
  context.data = { ...decided, ...(note !== undefined && { note }) }
  const { id, subjectId, roomId } = report
  const details = { before: report.status, after: status ?? report.status }
  await recordAct(context, { action: 'reports.patch', subjectId, roomId, recordId: id, details })
}
