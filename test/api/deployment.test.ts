import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** What is shipped for running it for real. What it says to Hearth is tried in test/chaos/rolling-restart.test.ts. */
const file = (name: string) => fileURLToPath(new URL(`../../deployment/${name}`, import.meta.url))
const read = (name: string) => readFileSync(file(name), 'utf8')
const run = (program: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return { status, told: `${stdout}${stderr}` }
}
const has = (program: string, ...args: string[]) => !spawnSync(program, args).error

let folder = ''
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'hearth-deployment-'))))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the shipped files are understood', () => {
  test.runIf(has('haproxy', '-v'))('by HAProxy', () => {
    expect(run('haproxy', '-c', '-f', file('haproxy.cfg'))).toMatchObject({ status: 0 })
  })

  test.runIf(has('nginx', '-v'))('by nginx', () => {
    const main = join(folder, 'nginx.conf')
    const writes = `pid ${folder}/pid; error_log stderr; events {}`
    writeFileSync(main, `${writes} http { access_log off; include ${file('nginx.conf')}; }`)
    expect(run('nginx', '-t', '-c', main)).toMatchObject({ status: 0 })
  })

  test.runIf(has('caddy', 'version'))('by Caddy', () => {
    expect(run('caddy', 'validate', '--adapter', 'caddyfile', '--config', file('Caddyfile'))).toMatchObject({
      status: 0
    })
  })

  test.runIf(has('systemd-analyze', '--version'))('by systemd', () => {
    const { told } = run('systemd-analyze', 'verify', file('hearth.service'))
    // the program and its folder are not here
    expect(told).not.toMatch(/Unknown|Invalid|Failed to parse/i)
  })
})

describe('the shipped files say the same', () => {
  test.each(['haproxy.cfg', 'nginx.conf', 'Caddyfile', 'compose.yaml'])(
    '%s sets what nodes behind a proxy need',
    (name) => {
      expect(read(name)).toContain('TRUST_PROXY')
      expect(read(name)).toContain('STOP_DELAY')
    }
  )

  test('every setting in them is one of Hearth', () => {
    const known = read('../config/custom-environment-variables.json')
    const inCompose = [...read('compose.yaml').matchAll(/^ {4}([A-Z_]+): .*$/gm)].map(([, name]) => name!)
    expect(inCompose.length).toBeGreaterThan(5)
    for (const name of inCompose) expect(known).toContain(`"${name}"`)
  })

  test('the ports that nodes have in compose.yaml are those that it exchanges in haproxy.cfg', () => {
    for (const name of ['bind :80', '127.0.0.1:3031', '127.0.0.1:3032']) {
      expect(read('haproxy.cfg').split(name)).toHaveLength(2)
      expect(read('compose.yaml')).toContain(`s/${name}/`)
    }
  })
})
