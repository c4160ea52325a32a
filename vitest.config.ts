import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const $sdk = fileURLToPath(new URL('api/client.ts', import.meta.url))

/** One process a file: a server, its database and its sockets never outlive the file that made them. */
const pool = 'forks'

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
          include: ['test/{unit,frontend,regressions}/**/*.unit.ts']
        }
      },
      {
        resolve: { alias: { $sdk } },
        test: {
          name: 'api',
          pool,
          environment: 'node',
          env: { NODE_ENV: 'test' },
          include: ['test/api/**/*.test.ts', 'test/regressions/**/*.test.ts', 'test/architecture.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000
        }
      },
      {
        resolve: { alias: { $sdk } },
        test: {
          name: 'journeys',
          pool,
          environment: 'node',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000
        }
      }
    ]
  }
})
