import { spawn, spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/** What a scanner did, as a row of the table. */
export interface Row {
  tool: string
  /** The planted hole, and how it was seen. */
  planted: string
  /** What was done to Hearth. */
  hearth: string
  /** What it found there; nothing, if all is well. */
  findings: string[]
}

const TOOLS = ['sqlmap', 'wapiti', 'slowhttptest'] as const
export type Tool = (typeof TOOLS)[number]

/** Aborted when this program is asked to stop: no scanner may go on alone. */
export const asked = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort())

/** What a tool says of itself; undefined when it is not installed. */
export const versionOf = (tool: Tool) => {
  const { stdout, error } = spawnSync(tool, [tool === 'slowhttptest' ? '-h' : '--version'], { encoding: 'utf8' })
  if (error) return undefined
  return /\d+\.\d+(\.\d+)?/.exec(stripVTControlCharacters(stdout))?.[0]
}

/** From Debian's packages, those that are missing. @throws when one still is */
export const install = () => {
  const missing = TOOLS.filter((tool) => !versionOf(tool))
  if (missing.length === 0) return
  console.log(`Installing ${missing.join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]])
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'inherit' })
  const without = missing.filter((tool) => !versionOf(tool))
  if (without.length > 0) throw new Error(`${without.join(', ')} could not be installed; that takes Debian and root`)
}

/** No tool takes longer than this for one address (ms). */
const MOST = 240_000

export interface Running {
  /** What it wrote so far, both streams in order, without colours. */
  output(): string
  ended: Promise<void>
  stop(): void
}

/** Starts a tool below everything else on the machine. It keeps what it keeps in `folder`. */
export const start = (tool: Tool, args: string[], folder: string): Running => {
  let text = ''
  const child = spawn('nice', ['-n', '10', tool, ...args], {
    cwd: folder,
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: asked.signal,
    timeout: MOST
  })
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  child.once('error', (error) => (text += `${tool}: ${error.message}`))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return { output: () => stripVTControlCharacters(text), ended, stop: () => void child.kill() }
}

/** Runs a tool to its end and answers what it wrote. */
export const outputOf = async (tool: Tool, args: string[], folder: string) => {
  const { output, ended } = start(tool, args, folder)
  await ended
  return output()
}

/** A tool that did not get through has proven nothing. */
export const unfinished = (tool: Tool, what: string, output: string) =>
  new Error(`${tool} did not get through ${what}:\n${output.slice(-2_000)}`)

export const secondsSince = (since: number) => Math.round((performance.now() - since) / 1000)
