import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../chaos/world/server.ts'
import { PASSWORD, request } from '../support/people.ts'

/**
 * What deployment/Dockerfile makes, made without a container engine: the files that it takes over, without what is only for
 * developing, run by its command, in its environment, by somebody who may write nothing but the data.
 */
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const recipe = readFileSync(join(ROOT, 'deployment/Dockerfile'), 'utf8').replaceAll(/\\\n\s*/g, '')
const image = recipe.slice(recipe.lastIndexOf('\nFROM '))
const taken = [...image.matchAll(/^COPY --from=build \/hearth\/(\S+)/gm)].map(([, name]) => name!)
const commandOf = (line: RegExp) => JSON.parse(line.exec(image)?.[1] ?? '[]') as string[]
const settings = Object.fromEntries(
  [.../^ENV (.*)$/m.exec(image)![1]!.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!])
)
/** Debian's "nobody"; a user without rights in the image, as its own is. */
const NOBODY = 65_534
const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

let folder: string
let home: string
let env: NodeJS.ProcessEnv
let child: ChildProcess | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-image-'))
  chmodSync(folder, 0o755)
  home = join(folder, 'hearth')
  mkdirSync(home)
  for (const name of [...new Set([...taken, 'package-lock.json'])])
    cpSync(join(ROOT, name), join(home, name), { recursive: true, verbatimSymlinks: true })
  // the last step of its first stage
  expect(recipe).toContain('npm prune --omit=dev --no-audit --no-fund')
  const pruned = spawnSync('npm', ['prune', '--omit=dev', '--no-audit', '--no-fund', '--offline', '--ignore-scripts'], {
    cwd: home,
    encoding: 'utf8'
  })
  expect(pruned.status, pruned.stderr).toBe(0)
  const data = join(folder, 'data')
  mkdirSync(data)
  // as `chown node:node /data`
  spawnSync('chown', [`${NOBODY}:${NOBODY}`, data])
  const port = String(await freePort())
  env = { PATH: process.env.PATH, ...settings, DATA_DIR: data, HOST: '127.0.0.1', PORT: port, LOG_LEVEL: 'error' }
}, 120_000)
afterAll(async () => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const health = () => {
  const [program = '', ...args] = commandOf(/HEALTHCHECK .*CMD (\[.*\])$/m)
  return spawnSync(program, args, { cwd: home, env, ...asNobody }).status
}

test('what the image has starts, says that it is well, takes an account, and stops in good order', async () => {
  expect(taken).toEqual(expect.arrayContaining(['node_modules', 'config', 'dist', 'package.json']))
  expect(health()).toBe(1)
  const [program = '', ...args] = commandOf(/^CMD (\[.*\])$/m)
  let said = ''
  child = spawn(program, args, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'], ...asNobody })
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => (said += text.toString()))
  await expect.poll(health, { timeout: 30_000, interval: 200, message: said }).toBe(0)
  const url = `http://127.0.0.1:${env.PORT ?? ''}`
  const body = { email: 'ana@example.org', password: PASSWORD, handle: 'ana', displayName: 'Ana' }
  expect((await request(url, 'POST', '/api/users', { body })).status, said).toBe(201)
  expect((await fetch(url)).headers.get('content-type')).toContain('text/html')
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended, said).toEqual([0, null])
  expect(health()).toBe(1)
}, 90_000)
