import { expect, test } from 'vitest'
import { createApp, startApp, type Plugin } from '../../api/app.ts'
import { protect } from '../../api/hooks/protect.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const start = (plugin: Plugin) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearth-test-'))
  return startApp(
    createApp({ dataDir, host: '127.0.0.1', port: 0, logLevel: 'silent', databaseUrl: '', redisUrl: '' }, [plugin])
  )
}
const service = { find: () => Promise.resolve([]), create: (data: object) => Promise.resolve(data) }

test('a service without rules keeps the server from starting, and the gaps are named', async () => {
  const careless: Plugin = (app) => app.use('polls' as never, service as never, { methods: ['find', 'create'] })
  await expect(start(careless)).rejects.toThrow(
    /polls has no audience(.|\n)*polls\.find has no policy(.|\n)*polls\.create has no schema/
  )
})

test('so does a method without a policy on a service that has others', async () => {
  const careless: Plugin = (app) => {
    app.use('polls' as never, service as never, { methods: ['find', 'create'] })
    protect(app, 'polls', { policy: { find: () => true } })
  }
  await expect(start(careless)).rejects.toThrow(/polls\.create has no policy/)
})
