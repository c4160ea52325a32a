import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createApp, startApp, type Hearth, type Plugin } from '../../api/app.ts'
import type { Configuration } from '../../api/configuration.ts'
import { freshDatabase } from './postgres.ts'

export interface TestHearth extends Hearth {
  url: string
  settings: Partial<Configuration>
}

/** One hook for the whole file: what a test or another hook registers now would never run. */
const endings: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of endings.reverse()) await end()
})

/**
 * A real server on a free loopback port with a database of its own: SQLite in a temporary folder, or PostgreSQL and Redis when
 * TEST_DATABASE_URL and TEST_REDIS_URL are set. Stopped and swept away when the test file ends.
 */
export const aHearth = async (overrides: Partial<Configuration> = {}, plugins: Plugin[] = []): Promise<TestHearth> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearth-test-'))
  const database = process.env.TEST_DATABASE_URL && !overrides.databaseUrl ? await freshDatabase() : undefined
  const settings: Partial<Configuration> = {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    limits: 'off',
    authSecret: crypto.randomUUID() + crypto.randomUUID(),
    ...(database && { databaseUrl: database.url }),
    ...(process.env.TEST_REDIS_URL && { redisUrl: process.env.TEST_REDIS_URL }),
    ...overrides
  }
  const hearth = await startApp(createApp(settings, plugins))
  endings.push(async () => {
    await hearth.stop()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { ...hearth, settings, url: `http://127.0.0.1:${String(hearth.port)}` }
}
