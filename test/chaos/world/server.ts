import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { allowed } from './machine.ts'
import { atTheEnd, ROOT } from './places.ts'

/** The line that the server prints when it serves. */
const READY = 'ready at http'
/** A server that takes longer than this to start or to stop has failed (ms). */
const MOST = allowed(30_000)

const running = new Set<ChildProcess>()
atTheEnd(() => running.forEach((child) => child.kill('SIGKILL')))

/** The built server as a process that is killed, stopped and started again on the same data and port. */
export interface Server {
  port: number
  url: string
  pid(): number
  /** Answers after how many ms it served. `under`: a program that runs it, and gets node's command line appended.
   *  @throws with what it wrote when it ends instead */
  start(under?: readonly string[]): Promise<number>
  /** From the next start on it is the build in this folder. */
  become(home: string): void
  /** kill -9. */
  kill(): Promise<void>
  /** Answers its exit code; null when it had to be killed. */
  stop(): Promise<number | null>
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** Settles when the process has ended by itself. */
  ended(): Promise<void>
  hasEnded(): boolean
  /** Everything it wrote. */
  said(): string
}

export interface Serving {
  env: NodeJS.ProcessEnv
  /** The folder with dist/: the checkout, or a broken copy. */
  home?: string
}

export const aServer = async ({ env, home = ROOT }: Serving): Promise<Server> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let build = home
  let child: ChildProcess | undefined
  let ended: Promise<unknown> = Promise.resolve()
  let said = ''

  const start = (under: readonly string[] = []) =>
    new Promise<number>((resolve, reject) => {
      const since = performance.now()
      const words = [...under, process.execPath, 'dist/api/index.js']
      const begun = spawn(words[0] as string, words.slice(1), {
        cwd: build,
        env: { ...env, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe']
      })
      child = begun
      running.add(begun)
      ended = once(begun, 'exit').then(() => running.delete(begun))
      let word = ''
      const late = setTimeout(() => reject(new Error(`The server does not start: ${word}`)), MOST)
      for (const stream of [begun.stdout, begun.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text
          word += text
          if (!word.includes(READY)) return
          clearTimeout(late)
          resolve(performance.now() - since)
        })
      begun.once('exit', (code) => {
        clearTimeout(late)
        reject(new Error(`The server ended with code ${code ?? 'none'}: ${word}`))
      })
    })

  const alive = () => child?.exitCode === null && child.signalCode === null
  return {
    port,
    url,
    pid: () => child?.pid ?? 0,
    start,
    become: (next) => void (build = next),
    async kill() {
      child?.kill('SIGKILL')
      await ended
    },
    async stop() {
      if (!alive()) return child?.exitCode ?? null
      const late = setTimeout(() => child?.kill('SIGKILL'), MOST)
      child?.kill('SIGTERM')
      await ended
      clearTimeout(late)
      return child?.exitCode ?? null
    },
    signal: (name) => void child?.kill(name),
    async ended() {
      await ended
    },
    hasEnded: () => !alive(),
    said: () => said
  }
}

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
