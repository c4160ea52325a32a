import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/**
 * The lowest version of each package without a known hole that concerns us; of what is not installed nothing is asked.
 * Each line names what is mended in it.
 */
const FLOORS: Record<string, string> = {
  '@feathersjs/adapter-commons': '5.0.50', // operators nested in arrays
  '@feathersjs/authentication': '5.0.50',
  '@feathersjs/commons': '5.0.50', // prototype pollution by merge, GHSA-28xv-ph75-77wh
  '@feathersjs/feathers': '5.0.50',
  '@feathersjs/knex': '5.0.50',
  '@feathersjs/koa': '5.0.50',
  '@feathersjs/socketio': '5.0.50',
  '@feathersjs/transport-commons': '5.0.50',
  '@koa/cors': '5.0.0', // any origin reflected, CVE-2023-49803
  'engine.io': '6.6.12', // connections exhausted, GHSA-r635-g3xr-vw7x
  formidable: '3.5.4', // guessable names, CVE-2025-46653
  ioredis: '6.0.0', // endless recursion
  jsonwebtoken: '9.0.3', // CVE-2022-23529 and others
  knex: '2.4.0', // objects as values, CVE-2016-20018
  koa: '3.1.2', // host header, CVE-2026-27959
  qs: '6.14.2', // array limit, CVE-2026-2391
  sharp: '0.35.4', // libvips, libheif, CVE-2026-84383
  'socket.io': '4.8.4', // uncaught exception, CVE-2024-38355
  'socket.io-parser': '4.2.7', // memory, CVE-2026-69185
  sqlite3: '6.0.1', // bound objects, CVE-2022-43441
  svelte: '5.55.7', // clobbered DOM, GHSA-rcqx-6q8c-2c42
  tar: '7.5.20', // links out of the archive, CVE-2026-59873
  uuid: '11.1.1', // CVE-2026-41907
  vite: '8.0.5', // files beyond the root, CVE-2026-39363
  ws: '8.21.0' // tiny fragments, CVE-2026-48779
}

interface Locked {
  packages: Record<string, { version: string; integrity?: string; link?: boolean }>
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Locked
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
const installed = Object.entries(packages).filter(([path]) => path !== '')
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

const isAtLeast = (version: string, floor: string) => {
  const [a, b] = [version, floor].map((text) => text.split('-')[0]!.split('.').map(Number)) as [number[], number[]]
  const at = b.findIndex((part, i) => a[i] !== part)
  return at < 0 || (a[at] ?? 0) > (b[at] ?? 0)
}

test('the comparison of versions can tell', () => {
  expect(['5.0.49', '4.9.99', '5.0.50', '5.1.0', '6.0.0'].map((version) => isAtLeast(version, '5.0.50'))).toEqual([
    false,
    false,
    true,
    true,
    true
  ])
})

test('no package anywhere in the tree is older than its floor', () => {
  const old = installed.filter(([path, { version }]) => !isAtLeast(version, FLOORS[nameOf(path)] ?? '0.0.0'))
  expect(old.map(([path, { version }]) => `${path} ${version}`)).toEqual([])
})

test('every package is pinned by its content, and every dependency of ours exactly', () => {
  expect(installed.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path)).toEqual([])
  const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(ranges.filter((range) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([])
})

test('only the packages that are named may run a script when they are installed', () => {
  expect(Object.keys(manifest.allowScripts ?? {}).sort()).toEqual(['esbuild', 'sqlite3'])
})
