import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../api/app.ts'
import { sandboxControl } from '../../api/payments/sandbox/index.ts'
import type { TestHearth } from './create-app.ts'
import type { Fault } from './gift-world.faults.ts'
import { freshDatabase } from './postgres.ts'

/** Where the server can be made to kill itself. */
export const POINTS = [
  'after the commit of the notice',
  'after the provider said that it is paid',
  'before the commit of the charge',
  'after the commit of the charge',
  'before the provider is told of the refund',
  'after the provider gave the money back',
  'before the commit of the refund',
  'after the commit of the refund',
  'after the checkout was opened'
] as const
export type Point = (typeof POINTS)[number]

const SERVER = fileURLToPath(new URL('gift-world.server.ts', import.meta.url))

/**
 * A server in a process of its own that is killed and started again on the same data and port; and in this process an office that
 * works on the same data: the provider's side goes on when the server is dead.
 */
export const aHouse = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearth-crash-'))
  const database = process.env.TEST_DATABASE_URL ? await freshDatabase() : undefined
  const authSecret = crypto.randomUUID() + crypto.randomUUID()
  const env = {
    ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', LOG_LEVEL: 'error', LIMITS: 'off' },
    ...{ DATA_DIR: dataDir, DATABASE_URL: database?.url ?? '', AUTH_SECRET: authSecret }
  }
  let child: ChildProcess
  let ended: Promise<unknown[]>
  const start = async (port = 0, fault = '') => {
    child = fork(SERVER, { env: { ...env, PORT: String(port), FAULT: fault }, execArgv: ['--import', 'tsx'] })
    ended = once(child, 'exit')
    const told = await Promise.race([once(child, 'message'), ended.then(() => undefined)])
    if (!told) throw new Error('the server did not start')
    return (told[0] as { port: number }).port
  }
  const tell = async (told: { point?: Point; fault?: Fault | undefined }) => {
    child.send(told)
    await once(child, 'message')
  }

  const port = await start()
  const office = createApp({
    ...{ dataDir, authSecret, port, host: '127.0.0.1', logLevel: 'silent', limits: 'off' },
    ...(database && { databaseUrl: database.url })
  })
  office.set('listeningOn', port)
  await office.get('payments').start()
  const control = sandboxControl(office)
  const hearth = { app: office, port, url: `http://127.0.0.1:${String(port)}` } as TestHearth

  return {
    hearth,
    control,
    tell,
    /** How the process ended, once it has. @throws when it lives on */
    died: async () => {
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error('the server lives on')), 15_000).unref()
      })
      const [, signal] = await Promise.race([ended, late])
      return signal as string | null
    },
    restart: (fault?: Fault) => start(port, fault),
    async close() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
      await office.get('payments').close()
      await office.get('database').close()
      await database?.drop()
      await rm(dataDir, { recursive: true, force: true })
    }
  }
}
export type House = Awaited<ReturnType<typeof aHouse>>
