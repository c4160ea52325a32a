import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect } from 'vitest'
import { createApp, startApp, type Hearth, type Plugin } from '../../api/app.ts'
import type { Configuration } from '../../api/configuration.ts'
import { canaries, type Canaries } from './canaries.ts'
import { freshDatabase } from './postgres.ts'

export interface TestHearth extends Hearth {
  url: string
  settings: Partial<Configuration>
  /** Reads all that leaves the server; see below. */
  canaries: Canaries
}

/** One hook for the whole file: what a test or another hook registers now would never run. */
const endings: (() => Promise<unknown>)[] = []
/** Has `end` done when the file is over, before what was begun earlier ends. */
export const atEnd = (end: () => Promise<unknown>) => void endings.push(end)
afterAll(async () => {
  try {
    await lookForLeaks()
  } finally {
    watched.clear()
    for (const end of endings.reverse()) await end()
  }
})

/** Every server of the file that runs, and when they were last looked after. */
const watched = new Set<Canaries>()
let lookedAt = Date.now()
/** To look after each of thousands of cells would double the time of a run (ms). */
const LOOK_EVERY = 1_000

/** No test may make a server say a secret: not in an answer, an event or a line of its log. */
const lookForLeaks = async () => {
  lookedAt = Date.now()
  expect((await Promise.all([...watched].map(({ leaks }) => leaks()))).flat(), 'secrets that leaked').toEqual([])
}
afterEach(async () => {
  if (Date.now() - lookedAt > LOOK_EVERY) await lookForLeaks()
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
  const canary = canaries()
  const hearth = await startApp(createApp(settings, [canary.plugin, ...plugins]))
  canary.listen(hearth.app)
  watched.add(canary)
  /** What it said is held against its secrets while its database still answers. */
  const stop = async () => {
    try {
      if (watched.delete(canary)) expect(await canary.leaks(), 'secrets that leaked').toEqual([])
    } finally {
      await hearth.stop()
    }
  }
  endings.push(async () => {
    await stop()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return { ...hearth, stop, settings, canaries: canary, url: `http://127.0.0.1:${String(hearth.port)}` }
}
