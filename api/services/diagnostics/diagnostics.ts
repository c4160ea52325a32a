import { statfs } from 'node:fs/promises'
import type { Application } from '../../declarations.ts'
import { protect } from '../../hooks/protect.ts'
import { Type } from '@feathersjs/typebox'
import { diagnosticPolicy } from './diagnostics.policy.ts'
import type { Diagnostic } from './diagnostics.schema.ts'
import { version } from '../../version.ts'
import { diagnosticMethods, diagnosticPath } from './diagnostics.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [diagnosticPath]: DiagnosticService
  }
}

const NO_QUESTION = Type.Object({}, { additionalProperties: false })

class DiagnosticService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async find() {
    const { app } = this
    const { bavail, blocks, bsize } = await statfs(app.get('dataDir'))
    const diagnostic: Diagnostic = {
      version,
      node: process.version,
      startedAt: Math.round(Date.now() - process.uptime() * 1000),
      database: await this.database(),
      sockets: this.sockets(),
      mail: await this.mail(),
      disk: { free: bavail * bsize, total: blocks * bsize },
      redis: app.get('nodes')?.state() ?? 'off',
      memory: process.memoryUsage.rss()
    }
    return { total: 1, limit: 1, skip: 0, data: [diagnostic] }
  }

  private async database(): Promise<Diagnostic['database']> {
    const { kind, read } = this.app.get('database')
    const begin = performance.now()
    await read('communities').first('id')
    const ms = Math.round((performance.now() - begin) * 100) / 100
    const question =
      kind === 'postgres'
        ? 'select pg_database_size(current_database()) as bytes'
        : 'select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()'
    const answer = (await read.raw(question)) as { bytes: number }[] | { rows: { bytes: number }[] }
    const [row] = Array.isArray(answer) ? answer : answer.rows
    return { kind, bytes: row?.bytes ?? null, ms }
  }

  private sockets(): Diagnostic['sockets'] {
    const here = [...this.app.io.sockets.sockets.values()]
    const people = new Set(here.map(({ data }) => (data as { userId?: string }).userId).filter(Boolean))
    return { here: here.length, people: people.size }
  }

  private async mail(): Promise<Diagnostic['mail']> {
    const unsent = this.app.get('database').read('letters').whereNull('sentAt')
    const number = async (query: PromiseLike<unknown>) => Number(((await query) as { n: number }[])[0]?.n)
    return {
      configured: this.app.get('mail').configured,
      waiting: await number(unsent.clone().whereNull('error').count('id as n')),
      failed: await number(unsent.clone().whereNotNull('error').count('id as n'))
    }
  }
}

export const diagnostics = (app: Application) => {
  app.use(diagnosticPath, new DiagnosticService(app), { methods: [...diagnosticMethods] })
  protect(app, diagnosticPath, { query: NO_QUESTION, policy: diagnosticPolicy, needs: { find: 'session' } })
}
