import { holds, isStaff, signedIn, type Policy } from '../../policy.ts'
import type { Report, ReportPatch } from './reports.schema.ts'

/** Everybody may report. The scope shows staff all, room moderators those of their rooms, and everybody their own. */
export const reportPolicy = {
  find: signedIn,
  get: signedIn,
  create: signedIn,
  /** Whoever is no staff sees, beside their own reports, only those of rooms they keep order in. Nobody but the owner decides
   * on a report about themselves. */
  patch: (actor, report) => {
    if (report.subjectId === actor.userId && actor.role !== 'owner') return 'own_account'
    return isStaff(actor) || (report.userId !== actor.userId && holds(actor, 'moderate')) || 'not_moderator'
  }
} satisfies Policy<Report, ReportPatch>
