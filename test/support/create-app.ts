import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createApp, startApp, type Hearth, type Plugin } from '../../api/app.ts'
import type { Configuration } from '../../api/configuration.ts'
import { canaries, type Canaries } from './canaries.ts'
import { atEnd, watched } from './endings.ts'
import { freshDatabase } from './postgres.ts'

export interface TestHearth extends Hearth {
  url: string
  settings: Partial<Configuration>
  /** Reads all that leaves the server; see below. */
  canaries: Canaries
}

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
  const canary = canaries()
  const hearth = await startApp(createApp(settings, [canary.plugin, ...plugins]))
  canary.listen(hearth.app)
  watched.add(canary.leaks)
  /** What it said is held against its secrets while its database still answers. */
  const stop = async () => {
    try {
      if (watched.delete(canary.leaks)) expect(await canary.leaks(), 'secrets that leaked').toEqual([])
    } finally {
      await hearth.stop()
    }
  }
  atEnd(async () => {
    await stop()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { ...hearth, stop, settings, canaries: canary, url: `http://127.0.0.1:${String(hearth.port)}` }
}
