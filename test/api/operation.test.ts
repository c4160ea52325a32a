import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex from 'knex'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, startApp } from '../../api/app.ts'
import { aHearth } from '../support/create-app.ts'
import { aPerson, PASSWORD, request } from '../support/people.ts'

// a build that is older than the sources would be another server
beforeAll(async () => {
  const door = new URL('../../api/cli/prepare.js', import.meta.url).href
  const { prepare } = (await import(door)) as { prepare(): Promise<boolean> }
  expect(await prepare()).toBe(true)
}, 180_000)

const running = new Set<ChildProcess>()
afterAll(() => running.forEach((child) => child.kill('SIGKILL')))

const folder = () => mkdtempSync(join(tmpdir(), 'hearth-test-'))

/** The built server as a process of its own, with a clean environment. */
const aProcess = (
  settings: Record<string, string> = {},
  script = 'dist/api/index.js',
  args: string[] = [],
  input = ''
) => {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder(),
    ...settings
  }
  const child = spawn(process.execPath, [script, ...args], { env, stdio: 'pipe' })
  running.add(child)
  child.stdin.end(input)
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ready = async () => {
    await expect.poll(() => out + errors, { timeout: 15_000 }).toMatch(/ready at http|\w/)
    await expect.poll(() => out, { timeout: 15_000 }).toMatch(/ready at http:\/\/localhost:\d+/)
    return /ready at (http:\/\/localhost:\d+)/.exec(out)?.[1]?.replace('localhost', '127.0.0.1') ?? ''
  }
  return { child, ended, ready, output: () => out, errors: () => errors }
}

describe('a mistake in the configuration is one clear line and exit code 1', () => {
  test.concurrent.each([
    ['a port that is none', { PORT: '99999' }, 'PORT must be a whole number from 0 to 65535'],
    [
      'a database of another kind',
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL must begin with postgres:// or sqlite:, for example postgres://user:password@host:5432/name'
    ],
    [
      'a short secret',
      { AUTH_SECRET: 'short' },
      'AUTH_SECRET must have at least 32 characters; make one with: openssl rand -hex 32'
    ],
    [
      'Redis without a secret',
      { REDIS_URL: 'redis://127.0.0.1' },
      'AUTH_SECRET must be given when REDIS_URL is: all nodes must sign with the same one'
    ],
    [
      'a public address with a path',
      { PUBLIC_URL: 'https://example.org/chat' },
      'PUBLIC_URL must be an address such as https://chat.example.org'
    ],
    [
      'a log level that does not exist',
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent'
    ]
  ])('%s', async (_, settings, line) => {
    const { ended, errors } = aProcess(settings)
    expect(await ended).toBe(1)
    expect(errors()).toBe(`${line}\n`)
  })

  test('two mistakes are two lines', async () => {
    const { ended, errors } = aProcess({ PORT: '-1', LIMITS: 'maybe' })
    expect(await ended).toBe(1)
    expect(errors().trim().split('\n')).toHaveLength(2)
  })

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const { ended, errors } = aProcess({ PORT: String(port) })
    expect(await ended).toBe(1)
    expect(errors()).toBe(`Port ${String(port)} is taken: stop the program that has it, or set PORT to another\n`)
    other.close()
  })

  test('a data folder that cannot be written', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const { ended, errors } = aProcess({ DATA_DIR: join(file, 'data') })
    expect(await ended).toBe(1)
    expect(errors()).toMatch(/^DATA_DIR: the folder .* cannot be written; give it to the user who runs Hearth\n$/)
  })

  test('a database that does not answer', async () => {
    const { ended, errors } = aProcess({ DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })
    expect(await ended).toBe(1)
    expect(errors()).toMatch(/^The database cannot be used \(DATABASE_URL\): .*\n$/)
  })

  test('a database that is newer than the code', async () => {
    const dataDir = folder()
    const first = aProcess({ DATA_DIR: dataDir }, 'dist/api/cli/hearth.js', ['migrate'])
    expect(await first.ended).toBe(0)
    const db = knex({
      client: 'sqlite3',
      connection: { filename: join(dataDir, 'hearth.sqlite') },
      useNullAsDefault: true
    })
    await db('migrations').insert({ name: '9999_from_the_future', batch: 2 })
    await db.destroy()
    const { ended, errors } = aProcess({ DATA_DIR: dataDir })
    expect(await ended).toBe(1)
    expect(errors()).toContain('The database is newer than this Hearth: it has had step 9999_from_the_future')
  })
})

describe('a server', () => {
  test('says when it is alive and when it is ready', async () => {
    const { url } = await aHearth()
    expect((await request(url, 'GET', '/health/live')).body).toEqual({ status: 'live' })
    expect((await request(url, 'GET', '/health/ready')).body).toEqual({ status: 'ready' })
  })

  test('keeps its secret over a restart, readable by nobody else, so that nobody is signed out', async () => {
    const dataDir = folder()
    const first = await startApp(createApp({ dataDir, host: '127.0.0.1', port: 0, logLevel: 'silent' }))
    const hearth = { ...first, url: `http://127.0.0.1:${String(first.port)}`, settings: {} }
    const ana = await aPerson(hearth, 'ana')
    ana.close()
    await first.stop()
    expect(statSync(join(dataDir, 'auth-secret')).mode & 0o777).toBe(0o600)
    const second = await startApp(createApp({ dataDir, host: '127.0.0.1', port: 0, logLevel: 'silent' }))
    const { status } = await request(`http://127.0.0.1:${String(second.port)}`, 'GET', '/api/rooms', {
      token: ana.token
    })
    expect(status).toBe(200)
    await second.stop()
  })

  test('on SIGTERM finishes the calls that run, tells the sockets, and ends with 0 within 10 s', async () => {
    const { child, ended, ready, output } = aProcess()
    const url = await ready()
    const ana = await aPerson({ url } as never, 'ana')
    const room = await ana.service('rooms').create({ name: 'Last', visibility: 'private' })
    const told = ana.hears('server stopping')
    const sent = Array.from({ length: 20 }, () =>
      ana.service('messages').create({ id: uuidv7(), roomId: room.id, text: 'still in time' })
    )
    await sent[0]
    const began = Date.now()
    child.kill('SIGTERM')
    const results = await Promise.allSettled(sent)
    await told
    expect(await ended).toBe(0)
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect(output()).not.toContain('still in time')
  }, 30_000)

  test('logs neither secrets nor texts', async () => {
    const { child, ended, ready, output, errors } = aProcess({ LOG_LEVEL: 'trace' })
    const url = await ready()
    const ana = await aPerson({ url } as never, 'canary-handle')
    const room = await ana.service('rooms').create({ name: 'Logs', visibility: 'private' })
    await ana.service('messages').create({ roomId: room.id, text: 'canary-text' })
    await request(url, 'POST', '/api/authentication', {
      body: { strategy: 'local', email: ana.email, password: 'canary-password' }
    })
    await request(url, 'POST', '/api/messages', { body: '{"text":"canary-broken', token: ana.token })
    child.kill('SIGTERM')
    await ended
    expect(output() + errors()).not.toMatch(/canary-(text|password|broken)/)
    expect(output() + errors()).not.toContain(PASSWORD)
    expect(output() + errors()).not.toContain(ana.token)
  }, 30_000)
})

describe('SQLite', () => {
  test.runIf(!process.env.TEST_DATABASE_URL)(
    'is durable and checks references; readers cannot write and do not wait for a writer',
    async () => {
      const { app } = await aHearth()
      const { read, write } = app.get('database')
      const pragma = async (db: typeof read, name: string) =>
        Object.values((await db.raw('PRAGMA ??', [name]))[0] as object)[0] as unknown
      expect(await pragma(write, 'journal_mode')).toBe('wal')
      for (const db of [read, write]) {
        expect(await pragma(db, 'synchronous')).toBe(2)
        expect(await pragma(db, 'foreign_keys')).toBe(1)
        expect(await pragma(db, 'busy_timeout')).toBe(5000)
      }
      await expect(read('users').delete()).rejects.toThrow(/readonly/)
      await write.transaction(async (trx) => {
        await trx('communities').update({ hue: 1 })
        const began = performance.now()
        expect(await read('communities').first('hue')).toEqual({ hue: 5 })
        expect(performance.now() - began).toBeLessThan(500)
      })
    }
  )
})

describe('the command line', () => {
  test('makes an owner, and makes an account an owner', async () => {
    const dataDir = folder()
    const args = ['create-owner', '--email', 'Olga@example.org', '--handle', 'olga', '--name', 'Olga Ö.']
    const made = aProcess({ DATA_DIR: dataDir }, 'dist/api/cli/hearth.js', args, `${PASSWORD}\n`)
    expect([await made.ended, made.errors()]).toEqual([0, ''])
    const { ready, child, ended } = aProcess({ DATA_DIR: dataDir })
    const url = await ready()
    const { body } = await request(url, 'POST', '/api/authentication', {
      body: { strategy: 'local', email: 'olga@example.org', password: PASSWORD }
    })
    expect(body.user.role).toBe('owner')
    await aPerson({ url } as never, 'pia').then(({ close }) => close())
    child.kill('SIGTERM')
    await ended
    const raised = aProcess({ DATA_DIR: dataDir }, 'dist/api/cli/hearth.js', [
      'create-owner',
      '--email',
      'pia@example.org'
    ])
    expect([await raised.ended, raised.output()]).toEqual([0, 'pia@example.org is now an owner.\n'])
  }, 30_000)

  test('says what is wrong in words', async () => {
    const weak = aProcess({}, 'dist/api/cli/hearth.js', ['create-owner', '--email', 'no', '--handle', 'x'], 'short\n')
    expect(await weak.ended).toBe(1)
    expect(weak.errors()).toContain('email: This is not an e-mail address.')
    expect(weak.errors()).not.toContain('at ')
    const unknown = aProcess({}, 'dist/api/cli/hearth.js', ['fly'])
    expect(await unknown.ended).toBe(1)
    expect(unknown.output()).toContain('create-owner')
  }, 30_000)

  test('fills an empty database with the demo, and only an empty one', async () => {
    const dataDir = folder()
    const first = aProcess({ DATA_DIR: dataDir }, 'dist/api/cli/hearth.js', ['demo'])
    expect([await first.ended, first.errors()]).toEqual([0, ''])
    const again = aProcess({ DATA_DIR: dataDir }, 'dist/api/cli/hearth.js', ['demo'])
    expect(await again.ended).toBe(1)
    expect(again.errors().trim().split('\n')).toHaveLength(1)
  }, 30_000)

  test('backs up a server that runs, and restores elsewhere; what it refuses, it says in a line', async () => {
    const [here, there] = [folder(), folder()]
    const file = join(here, 'backup.tar.gz')
    const server = aProcess({ DATA_DIR: here })
    const ana = await aPerson({ url: await server.ready() } as never, 'ana')
    const said = await ana.service('rooms').create({ name: 'Said before', visibility: 'private' })
    const cli = async (dataDir: string, ...args: string[]) => {
      const { ended, output, errors } = aProcess({ DATA_DIR: dataDir }, 'dist/api/cli/hearth.js', args)
      return { code: await ended, told: output() + errors() }
    }
    const made = await cli(here, 'backup', file, '--with-secret')
    expect(made).toEqual({ code: 0, told: expect.stringMatching(/^Wrote \d+ rows and 0 pictures into /) })
    expect(made.told).toContain('whoever has the file can be anybody here')
    const running = await cli(here, 'restore', file, '--replace')
    expect(running).toEqual({ code: 1, told: expect.stringMatching(/^A Hearth runs on .*: stop it first\n$/) })
    ana.close()
    server.child.kill('SIGTERM')
    await server.ended
    expect(await cli(there, 'restore', file)).toMatchObject({
      code: 0,
      told: expect.stringMatching(/^Restored \d+ rows/)
    })

    const { ready, child, ended } = aProcess({ DATA_DIR: there })
    // the secret came with it: the old token still opens
    const answer = await request(await ready(), 'GET', `/api/rooms/${said.id}`, { token: ana.token })
    expect([answer.status, answer.body.name]).toEqual([200, 'Said before'])
    child.kill('SIGTERM')
    await ended
    expect(await cli(there, 'restore', file)).toEqual({ code: 1, told: expect.stringMatching(/is not empty.*\n$/) })
    expect(await cli(there, 'backup')).toEqual({ code: 1, told: 'backup needs the name of one file\n' })
  }, 120_000)
})
