import type { Calls } from '../../client.ts'
import type { Report, ReportData, ReportPatch, ReportQuery } from './reports.schema.ts'

export type { Report, ReportData, ReportPatch, ReportQuery }
export const reportPath = 'reports'
export const reportMethods = ['find', 'get', 'create', 'patch'] as const

declare module '../../client.ts' {
  interface ClientServices {
    [reportPath]: Pick<
      Calls<Report, ReportData, ReportPatch, ReportQuery>,
      (typeof reportMethods)[number] | 'on' | 'off'
    >
  }
}
