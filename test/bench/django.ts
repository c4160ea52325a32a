import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aLoad } from './load/load.ts'
import { TEXT } from './peers/record.ts'
import { start } from './serve.ts'
import { aFolder, type Subject } from './subjects.ts'

const PEER = fileURLToPath(new URL('peers/django/', import.meta.url))
const PYTHON = '/usr/bin/python3'
const NEEDS = ['django', 'channels', 'daphne', 'channels_redis']
const PACKAGES = 'python3-django python3-django-channels daphne python3-channels-redis'

/** What `--django` needs and does not find, in a line; undefined when all is there. */
export const missingForDjango = (): string | undefined => {
  const { status } = spawnSync(PYTHON, ['-c', NEEDS.map((name) => `import ${name}`).join('\n')], { stdio: 'ignore' })
  if (status !== 0) return `--django needs Debian's packages: apt-get install ${PACKAGES}`
  if (!process.env.TEST_REDIS_URL)
    return '--django needs a Redis: set TEST_REDIS_URL, for example redis://127.0.0.1:6379'
  return undefined
}

/** Django, Channels, Daphne, their Redis layer and SQLite, in a folder of its own. */
export const django: Subject = {
  name: 'Django Channels',
  async start() {
    const { folder, sweep } = aFolder()
    cpSync(PEER, folder, { recursive: true })
    const cookie = execFileSync('sh', [join(folder, 'setup.sh')], { cwd: folder, encoding: 'utf8' }).trim()
    const redis = new URL(process.env.TEST_REDIS_URL ?? '')
    const port = await freePort()
    const env = {
      PYTHONPATH: folder,
      CHAT_LAYER: 'redis',
      CHAT_REDIS_PORT: redis.port || '6379',
      PYTHONUNBUFFERED: '1'
    }
    const args = ['-m', 'daphne', '-b', '127.0.0.1', '-p', String(port), '-v', '1', 'peer.asgi:application']
    const program = await start(PYTHON, args, {
      env,
      ready: /(Listening on TCP address \S+)/,
      at: `http://127.0.0.1:${port}`
    })
    const manners = { path: '/ws/chat/1/', header: `Cookie: ${cookie}`, counted: '{' }
    const load = await aLoad({ ports: [port], ...manners, message: JSON.stringify({ message: TEXT }) })
    const stop = async () => {
      load.stop()
      await program.stop()
      sweep()
    }
    return { program, load, stop }
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
