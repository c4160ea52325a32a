import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, describe, expect, test } from 'vitest'
import type { Message } from '../../api/client.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aLine, aPerson, leavingAfterwards, PASSWORD, request, type Somebody } from '../support/people.ts'

const running = new Set<ChildProcess>()
const dataDir = mkdtempSync(join(tmpdir(), 'hearth-workers-'))
afterAll(() => {
  running.forEach((child) => child.kill('SIGKILL'))
  rmSync(dataDir, { recursive: true, force: true })
})

const aProcess = (settings: Record<string, string>) => {
  const env = {
    ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir },
    ...{ LOG_LEVEL: 'error', LIMITS: 'off', AUTH_SECRET: uuidv7() + uuidv7(), ...settings }
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/index.ts'], { env, stdio: 'pipe' })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const ready = async () => {
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/ready at http:\/\/localhost:\d+/)
    return /ready at (http:\/\/localhost:\d+)/.exec(said)![1]!.replace('localhost', '127.0.0.1')
  }
  return { child, ended, ready, said: () => said }
}

/** The processes that it has started. */
const workersOf = ({ pid }: ChildProcess) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const status = readFileSync(`/proc/${name}/stat`, 'utf8')
        const isNode = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('api/index.ts')
        return isNode && Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) === pid
      } catch {
        return false
      }
    })
    .map(Number)

/** Further lines of somebody, until there are so many that some of them are surely with another worker. */
const linesOf = async (url: string, { token }: Somebody, count: number) => {
  const lines = Array.from({ length: count }, () => aLine(url, { auth: { accessToken: token } }))
  await Promise.all(
    lines.map(
      (line) =>
        new Promise((resolve, reject) => line.once('connect', () => resolve(undefined)).once('connect_error', reject))
    )
  )
  return lines
}

/** Who has no answer after so long asks again (ms). */
const PATIENCE = 5_000
const onPostgres = Boolean(process.env.TEST_DATABASE_URL)

/** A place for one run: the database of this suite, and a folder. */
const aPlace = async () => {
  const database = onPostgres ? await freshDatabase() : undefined
  const DATA_DIR = mkdtempSync(join(dataDir, 'place-'))
  return {
    settings: { DATA_DIR, ...(database && { DATABASE_URL: database.url }) },
    leave: () => database?.drop()
  }
}

describe(`several workers on ${onPostgres ? 'PostgreSQL' : 'SQLite'}`, () => {
  test('tell once what is wrong', async () => {
    const { ended, said } = aProcess({ WORKERS: '3', DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' })
    expect(await ended).toBe(1)
    expect(said()).toMatch(/^The database cannot be used \(DATABASE_URL\): .*\n$/)
  }, 60_000)

  test.runIf(process.platform === 'linux')(
    'are one Hearth: all hear all, one that dies is replaced, and all stop in good order',
    async () => {
      const { settings, leave } = await aPlace()
      const hearth = aProcess({ ...settings, WORKERS: '2', LIMITS: 'on' })
      const url = await hearth.ready()
      const workers = workersOf(hearth.child)
      expect(workers).toHaveLength(2)

      const ana = await aPerson({ url } as never, `ana-${uuidv7().slice(-8)}`)
      const lines = await linesOf(url, ana, 6)
      const room = await ana.service('rooms').create({ name: 'All', visibility: 'private' })
      const heard = lines.map((line) => new Promise((resolve) => line.once('messages created', resolve)))
      // a join travels over the workers too
      await sleep(200)
      await ana.service('messages').create({ roomId: room.id, text: 'to all of you' })
      await Promise.all(heard)

      const { body } = await request(url, 'GET', '/metrics')
      expect(Number(/^hearth_sockets (\d+)$/m.exec(body as string)?.[1])).toBe(7)

      // guesses are counted together, whichever worker is asked
      const guess = () =>
        request(url, 'POST', '/api/authentication', {
          body: { strategy: 'local', email: ana.email, password: `not ${PASSWORD}` }
        })
      const answers = await Promise.all(Array.from({ length: 14 }, guess))
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(4)

      const lost = Promise.race(lines.map((line) => new Promise((resolve) => line.once('disconnect', resolve))))
      process.kill(workers[1]!, 'SIGKILL')
      await lost
      await expect.poll(() => workersOf(hearth.child), { timeout: 20_000 }).toHaveLength(2)
      const again = await linesOf(url, ana, 4)
      expect(again.every(({ connected }) => connected)).toBe(true)

      hearth.child.kill('SIGTERM')
      expect(await hearth.ended).toBe(0)
      for (const line of [ana.line, ...lines, ...again]) line.disconnect()
      expect(workersOf(hearth.child)).toEqual([])
      await leave()
    },
    120_000
  )

  test.runIf(process.platform === 'linux')(
    'write at once without gap or double, also when one of them dies in its turn',
    async () => {
      const { settings, leave } = await aPlace()
      const hearth = aProcess({ ...settings, WORKERS: '3' })
      const url = await hearth.ready()
      const ana = await aPerson({ url } as never, `ana-${uuidv7().slice(-8)}`)
      leavingAfterwards(ana)
      const room = await ana.service('rooms').create({ name: 'All', visibility: 'private' })
      const send = async (id: string): Promise<Message> => {
        for (;;) {
          const body = { id, roomId: room.id, text: id }
          // a connection that was just handed to the one that dies is never answered (Node's cluster)
          const late = sleep(PATIENCE, undefined, { ref: false })
          const asked = request(url, 'POST', '/api/messages', { token: ana.token, body }).catch(() => undefined)
          const answer = await Promise.race([asked, late])
          if (answer && answer.status < 300) return answer.body as Message
          if (answer) expect(answer.status).toBe(503)
          await sleep(50)
        }
      }
      const ids = Array.from({ length: 300 }, () => uuidv7())
      // each is sent twice, from where nobody knows of the other
      const sending = Promise.all([...ids, ...ids].map(send))
      await sleep(300)
      process.kill(workersOf(hearth.child).at(-1)!, 'SIGKILL')
      const answers = await sending
      for (const [i, { id, seq }] of answers.slice(ids.length).entries()) expect({ id, seq }).toEqual(pick(answers[i]!))
      const seqs = answers.slice(0, ids.length).map(({ seq }) => seq)
      expect(seqs.toSorted((a, b) => a - b)).toEqual(ids.map((_, i) => i + 1))

      hearth.child.kill('SIGTERM')
      expect(await hearth.ended).toBe(0)
      await leave()
    },
    120_000
  )
})

const pick = ({ id, seq }: Message) => ({ id, seq })
