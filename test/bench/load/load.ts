import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { LOAD_CORE, onCore } from '../cores.ts'

const SOURCES = import.meta.dirname
const BUILT = fileURLToPath(new URL('../../../node_modules/.cache/bench/', import.meta.url))

/** How the listeners of a server speak. In texts, `$T` is a token, `$R` a room, `$U` a new id, `$N` the message's number. */
export interface Manners {
  /** Listeners are dealt out to these in turn. */
  ports: readonly number[]
  path: string
  header?: string
  socketio?: boolean
  /** Looks for news all the time, so that no server has to wake it, which costs more than a write. */
  awake?: boolean
  /** What a listener says after the handshake, and how the answer to that begins. */
  steps?: readonly (readonly [say: string, awaits: string])[]
  tokens?: readonly string[]
  rooms?: readonly string[]
  /** How a frame begins that brings a message. */
  counted: string
  message: string
}

/** What one run counted. Times in ms. */
export interface Run {
  sent: number
  /** Messages whose own copy came back to the sender. */
  own: number
  /** Deliveries, to all listeners. */
  heard: number
  bytes: number
  ms: number
  /** Deliveries that never came. */
  missing: number
  refused: number
  lost: number
  p50: number
  p95: number
  p99: number
  /** The share of its core that the generator itself used. */
  busy: number
}

export interface Opened {
  ready: number
  ms: number
  retries: number
  /** Revisions that came as answers to `catchUp`. */
  found: number
  refused: number
}

export interface Closed {
  flight?: number
  warm?: number
  ms?: number
}

export interface Load {
  connect(count: number): Promise<Opened>
  /** One sender with some messages under way, each ended by its own copy coming back. */
  closed(run?: Closed): Promise<Run>
  paced(run: { perSecond: number; warm?: number; ms: number }): Promise<Run>
  /** The parts of a question are asked at once; a time is that until the last answer. */
  ask(parts: readonly string[], count: number, warm?: number): Promise<Run>
  cut(): Promise<unknown>
  /** All come back within `spread` ms, and ask `catchUp`, if it was set, before they count as back. */
  back(spread: number): Promise<Opened>
  catchUp(question: string): Promise<unknown>
  stop(): void
}

/** More than this and the generator may be what is measured. */
const MOST_BUSY = 0.9

/** Starts the load generator on its core. */
export const aLoad = async (manners: Manners): Promise<Load> => {
  const [command, args] = onCore(LOAD_CORE, compiled(), [])
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const tell = async <T>(line: string): Promise<T> => {
    child.stdin.write(`${line}\n`)
    const { value, done } = await answers.next()
    if (done) throw new Error(`The load generator ended at: ${line.slice(0, 200)}`)
    return JSON.parse(value) as T
  }
  const run = async (line: string) => checked(await tell<Run>(line), manners.awake ?? false)
  for (const line of settings(manners)) await tell(line)
  return {
    connect: (count) => tell(`connect ${count}`),
    closed: ({ flight = 8, warm = 1_000, ms = 3_000 } = {}) => run(`closed ${flight} ${warm} ${ms}`),
    paced: ({ perSecond, warm = 1_000, ms }) => run(`paced ${perSecond} ${warm} ${ms}`),
    ask: (parts, count, warm = 20) => run(`ask ${count} ${warm} ${parts.join('|||')}`),
    cut: () => tell('cut'),
    back: (spread) => tell(`back ${spread}`),
    catchUp: (question) => tell(`catch-up ${question}`),
    stop: () => child.kill()
  }
}

const checked = (run: Run, awake: boolean) => {
  if (run.lost > 0) throw new Error(`The server cut ${run.lost} sockets`)
  if (run.refused > 0) throw new Error(`${run.refused} calls were refused`)
  if (run.busy > MOST_BUSY && !awake)
    console.warn(`  the load generator was busy ${(run.busy * 100).toFixed(0)} %: it may be the limit`)
  return run
}

const settings = ({
  ports,
  path,
  header,
  socketio,
  awake,
  steps = [],
  tokens = [],
  rooms = [],
  counted,
  message
}: Manners) => [
  ...ports.map((port) => `port ${port}`),
  `path ${path}`,
  ...(header ? [`header ${header}`] : []),
  ...(socketio ? ['socketio'] : []),
  ...(awake ? ['awake'] : []),
  ...steps.flatMap(([say, awaits]) => [`say ${say}`, `await ${awaits}`]),
  ...tokens.map((token) => `token ${token}`),
  ...rooms.map((room) => `room ${room}`),
  `counted ${counted}`,
  `message ${message}`
]

/** The program, made from the C beside this file where it is older. @throws when there is no C compiler */
const compiled = () => {
  const program = join(BUILT, 'load')
  const sources = readdirSync(SOURCES).filter((file) => /\.[ch]$/.test(file))
  const changed = Math.max(...sources.map((file) => statSync(join(SOURCES, file)).mtimeMs))
  if ((statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0) > changed) return program
  mkdirSync(BUILT, { recursive: true })
  const files = sources.filter((file) => file.endsWith('.c')).map((file) => join(SOURCES, file))
  const { error, status, stderr } = spawnSync('cc', ['-O2', '-Wall', '-Wextra', '-o', program, ...files], {
    encoding: 'utf8'
  })
  if (error) throw new Error('The load generator is a small C program: install a C compiler (Debian: gcc)')
  if (status !== 0) throw new Error(`The load generator does not compile:\n${stderr}`)
  if (stderr) console.warn(stderr)
  return program
}
