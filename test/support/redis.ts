import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { Redis } from 'ioredis'
import { freePort } from '../chaos/world/server.ts'

/** Whether a Redis can be started here. */
export const hasRedis = !spawnSync('redis-server', ['--version']).error

const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/** A Redis of a test's own on a free loopback port, that is killed and started again. It keeps nothing. */
export const aRedis = async () => {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  const answers = async () => {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 500 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.ping()
      return true
    } catch {
      return false
    } finally {
      client.disconnect()
    }
  }
  const start = async () => {
    const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', tmpdir()]
    child = spawn('redis-server', [...where, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
    running.add(child)
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const kill = async () => {
    const ended = child?.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
    child?.kill('SIGKILL')
    await ended
    if (child) running.delete(child)
  }
  return {
    url,
    start,
    kill,
    signal: (name: 'SIGSTOP' | 'SIGCONT') => void child?.kill(name),
    /** Every command that anybody sends to it from now on. */
    async listen() {
      const client = new Redis(url)
      const monitor = await client.monitor()
      const commands: string[] = []
      monitor.on('monitor', (_at: string, words: string[]) => commands.push(words.join(' ')))
      return {
        commands,
        close: () => {
          monitor.disconnect()
          client.disconnect()
        }
      }
    }
  }
}
