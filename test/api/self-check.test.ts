import { expect, test } from 'vitest'
import { createApp, startApp, type Plugin } from '../../api/app.ts'
import { protect } from '../../api/hooks/protect.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from '@feathersjs/typebox'
import { aHearth } from '../support/create-app.ts'
import { aPerson, request } from '../support/people.ts'

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

test('a plugin with rules, schema and publisher is served and heard like the house’s own services', async () => {
  const polls: Plugin = (app) => {
    app.use('polls' as never, service as never, { methods: ['find', 'create'] })
    const question = Type.Object({ question: Type.String({ minLength: 1 }) }, { additionalProperties: false })
    const query = Type.Object({}, { additionalProperties: false })
    protect(
      app,
      'polls',
      { query, create: question, policy: { find: () => true, create: () => true } },
      { transacts: false }
    )
    ;(app.service('polls' as never) as { publish(hears: () => unknown): void }).publish(() => app.channel('everyone'))
  }
  const hearth = await aHearth({}, [polls])
  const [ana, ben] = [await aPerson(hearth, 'ana'), await aPerson(hearth, 'ben')]
  const heard = ben.hears('polls created')
  expect((await ana.rest('POST', '/api/polls', { question: 'Soup?' })).status).toBe(201)
  expect(await heard).toEqual({ question: 'Soup?' })
  expect((await ana.rest('POST', '/api/polls', { question: '' })).body.data.reason).toBe('invalid_data')
  const { status } = await request(hearth.url, 'GET', '/api/polls')
  expect(status).toBe(401)
})
