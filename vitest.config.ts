import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const $sdk = fileURLToPath(new URL('api/client.ts', import.meta.url))

/** Processes, one for each file unless a project says otherwise: a file that breaks its process does not end the run. */
const pool = 'forks'

/** Sees to what a file began, and looks for secrets that left a server. */
const setupFiles = [fileURLToPath(new URL('test/support/every-file.ts', import.meta.url))]

/** What is waited for may take its time on a busy machine; a test that asserts how long it takes says so. */
const PATIENT = { poll: { timeout: 8_000, interval: 30 } }

export default defineConfig({
  test: {
    // the least machine that this must pass on has two cores
    maxWorkers: 2,
    projects: [
      {
        plugins: [svelte({ configFile: false })],
        resolve: { alias: { $sdk }, conditions: ['browser'] },
        test: {
          name: 'unit',
          pool,
          environment: 'node',
          setupFiles,
          include: ['test/{unit,frontend,regressions,chaos}/**/*.unit.ts'],
          hookTimeout: 30_000
        }
      },
      {
        resolve: { alias: { $sdk } },
        test: {
          name: 'api',
          pool,
          // the server is loaded once a process instead of once a file, which halves the time of a run: all that a file begins, it
          // ends (test/support/endings.ts), and an app keeps nothing outside itself
          isolate: false,
          setupFiles,
          environment: 'node',
          env: { NODE_ENV: 'test' },
          include: ['test/api/**/*.test.ts', 'test/regressions/**/*.test.ts', 'test/architecture.test.ts'],
          testTimeout: 20_000,
          expect: PATIENT,
          hookTimeout: 30_000
        }
      },
      {
        test: {
          name: 'chaos',
          pool,
          environment: 'node',
          // two databases at a time share the two cores, so everything may take twice as long
          env: { CHAOS_SLACK: process.env.CHAOS_SLACK ?? '2' },
          include: ['test/chaos/**/*.test.ts'],
          // test/chaos/suite.ts says how many really run at a time
          maxConcurrency: 4,
          hookTimeout: 60_000
        }
      },
      {
        resolve: { alias: { $sdk } },
        test: {
          name: 'journeys',
          pool,
          environment: 'node',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 90_000,
          expect: PATIENT,
          hookTimeout: 60_000
        }
      }
    ]
  }
})
