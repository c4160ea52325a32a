import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshDatabase } from './postgres.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** The line the server prints when it serves. */
const READY = /ready at (http:\/\/\S+)/

export interface BuiltServer {
  url: string
  pid: number
  /** From the start of the process until it served. */
  startedInMs: number
  /** The environment of the server: another process with it works on the same data. */
  env: NodeJS.ProcessEnv
  /** Stops it and sweeps its data away. Answers its exit code; null when it had to be killed. */
  stop(): Promise<number | null>
}

/**
 * The built server as people run it, in a process of its own on a free loopback port, with data of its own: SQLite in a
 * temporary folder, or PostgreSQL and Redis when TEST_DATABASE_URL and TEST_REDIS_URL are set. Call `stop` when done.
 */
export const aBuiltServer = async (settings: Record<string, string> = {}): Promise<BuiltServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hearth-built-'))
  const database = process.env.TEST_DATABASE_URL ? await freshDatabase() : undefined
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    LIMITS: 'off',
    DATA_DIR: dataDir,
    AUTH_SECRET: crypto.randomUUID() + crypto.randomUUID(),
    DATABASE_URL: database?.url ?? '',
    REDIS_URL: process.env.TEST_REDIS_URL ?? '',
    ...settings
  }
  const sweep = async () => {
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const { child, ...started } = await begin(env)
    const stop = async () => {
      const code = await end(child)
      await sweep()
      return code
    }
    return { ...started, env, stop }
  } catch (error) {
    await sweep()
    throw error
  }
}

type Child = ReturnType<typeof spawn>

/** @throws with what it wrote when the server ends instead of serving */
const begin = (env: NodeJS.ProcessEnv) =>
  new Promise<{ child: Child; url: string; pid: number; startedInMs: number }>((resolve, reject) => {
    const since = performance.now()
    let said = ''
    const child = spawn(process.execPath, ['dist/api/index.js'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const read = (text: string) => {
      said += text
      const url = READY.exec(said)?.[1]
      if (url) resolve({ child, url, pid: child.pid ?? 0, startedInMs: performance.now() - since })
    }
    child.stdout.setEncoding('utf8').on('data', read)
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      process.stderr.write(text)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code ?? 'none'}: ${said}`)))
  })

/** A server that does not stop within 15 s is killed. */
const end = (child: Child) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode)
    const killing = setTimeout(() => child.kill('SIGKILL'), 15_000)
    child.once('exit', (code) => {
      clearTimeout(killing)
      resolve(code)
    })
    child.kill('SIGTERM')
  })
