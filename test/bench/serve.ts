import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onCore, SERVER_CORE } from './cores.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const WATCH = new URL('watch.js', import.meta.url).href
/** Ticks a second in /proc/<pid>/stat; Linux says 100 to every program. */
const TICKS = 100
/** A server that does not stop within so long is killed (ms). */
const PATIENCE = 15_000

/** A server that runs on the servers' core. */
export interface Program {
  url: string
  port: number
  pid: number
  /** Processor time it has used so far (s). */
  cpu(): number
  /** Memory it holds (bytes). */
  resident(): number
  /** How long its event loop stood still at most since it was last asked (ms). Node programs only. */
  stall(): Promise<number>
  /** What was on its stack while `work` ran. Node programs only. */
  profile(work: () => Promise<unknown>): Promise<Profile>
  stop(): Promise<void>
}

/** As V8's profiler writes it; times in µs. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
}

interface Start {
  env?: Record<string, string>
  /** How the line begins that says where it serves. */
  ready?: RegExp
  /** Where it serves, if it does not say so. */
  at?: string
  /** Hears all that it writes until it serves. */
  said?: ((text: string) => void) | undefined
}

export const startNode = (args: readonly string[], options: Start = {}) =>
  start(process.execPath, ['--import', WATCH, ...args], options)

/** A peer of this folder. */
export const startPeer = (file: string, env: Record<string, string> = {}, said?: Start['said']) =>
  startNode(['--import', 'tsx', `test/bench/peers/${file}`], { env, said })

/** @throws with what it wrote when it ends instead of serving */
export const start = async (program: string, args: readonly string[], options: Start = {}): Promise<Program> => {
  const { env = {}, ready = /ready at (http:\/\/\S+)/, said: hear, at } = options
  const [command, all] = onCore(SERVER_CORE, program, args)
  const child = spawn(command, all, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', npm_lifecycle_event: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  let last = ''
  let serves = false
  let stopping = false
  child.once('exit', (code) => {
    if (serves && !stopping) console.error(`  ${program} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${last}`)
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const read = (text: string) => {
      last = (last + text).slice(-2_000)
      if (serves) return
      said += text
      hear?.(said)
      const found = ready.exec(said)?.[1]
      serves = found !== undefined
      if (found) resolve(at ?? found)
    }
    child.stdout!.setEncoding('utf8').on('data', read)
    child.stderr!.setEncoding('utf8').on('data', read)
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${said}`))
    )
  })
  const pid = child.pid ?? 0
  const ask = async <T>(question: string) => {
    child.send(question)
    const [answer] = (await once(child, 'message')) as [Record<string, T>]
    return answer[question] as T
  }
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    cpu: () => cpuOf(pid),
    resident: () => residentOf(pid),
    stall: () => ask<number>('stall'),
    async profile(work) {
      await ask('profile')
      await work()
      return ask<Profile>('profiled')
    },
    async stop() {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const killing = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      child.kill('SIGTERM')
      await once(child, 'exit')
      clearTimeout(killing)
    }
  }
}

const cpuOf = (pid: number) => {
  // the second field, the name in brackets, may hold blanks
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

const residentOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
