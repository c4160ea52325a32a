import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aFolder, atTheEnd, ROOT } from './places.ts'
import { freePort } from './server.ts'

const running = new Set<ChildProcess>()
atTheEnd(() => running.forEach((child) => child.kill('SIGKILL')))

/** HAProxy before two nodes, with the file that is shipped: only its ports are others. */
export const aProxy = async (first: number, second: number) => {
  const { path, sweep } = await aFolder('proxy')
  const port = await freePort()
  const shipped = await readFile(join(ROOT, 'deployment/haproxy.cfg'), 'utf8')
  const file = join(path, 'haproxy.cfg')
  const ours = [
    ['bind :80', `bind 127.0.0.1:${port}`],
    ['127.0.0.1:3031', `127.0.0.1:${first}`],
    ['127.0.0.1:3032', `127.0.0.1:${second}`]
  ] as const
  await writeFile(
    file,
    ours.reduce((text, [from, to]) => exchange(text, from, to), shipped)
  )
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  running.add(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`HAProxy ended: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    async stop() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      running.delete(child)
      await sweep()
    }
  }
}

const exchange = (text: string, from: string, to: string) => {
  const [before, after, ...more] = text.split(from)
  if (after === undefined || more.length > 0) throw new Error(`The shipped file does not have "${from}" once`)
  return `${before ?? ''}${to}${after}`
}

const isReady = (url: string) =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false
  )
