import { getServiceOptions } from '@feathersjs/feathers/lib/service.js'
import { hasAudience } from './channels.ts'
import type { Application } from './declarations.ts'
import { hasPublisher } from './realtime/index.ts'

/**
 * Refuses to start an app with a door that nobody guards: every method of every service has a policy, every write a schema,
 * and every service an audience. Plugins are held to the same.
 */
export const selfCheck = (app: Application) => {
  const gaps: string[] = []
  for (const [path, service] of Object.entries(app.services)) {
    const rules = app.get('rules').get(path)
    if (!hasAudience(path) && !hasPublisher(service))
      gaps.push(`${path} has no audience: in api/channels.ts, or a publisher`)
    for (const method of getServiceOptions(service as never).methods ?? []) {
      if (!rules?.policy[method]) gaps.push(`${path}.${method} has no policy`)
      if ((method === 'create' || method === 'patch') && !rules?.[method]) gaps.push(`${path}.${method} has no schema`)
      if (method === 'find' && !rules?.query) gaps.push(`${path}.find has no query schema`)
    }
  }
  if (gaps.length > 0) throw new Error(`Hearth does not start with unguarded services:\n${gaps.join('\n')}`)
}
