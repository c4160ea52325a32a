import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { setupPrimary } from '@socket.io/cluster-adapter'
import { AggregatorRegistry } from 'prom-client'
import { RateLimiterClusterMaster } from 'rate-limiter-flexible'
import type { Logger } from './logger.ts'

/** What the processes of one Hearth say to each other, beside what their libraries do. */
export type WorkerWord =
  | { hearth: 'ready'; origin: string }
  | { hearth: 'metrics wanted'; question: number }
  | { hearth: 'metrics'; question: number; text: string }
  /** One of us ended in the middle of something. */
  | { hearth: 'missed' }

/** One that ends again and again is not started more often than this (ms). */
const PAUSE = 1_000
/** All of them stop by themselves; after so long more than they take they are killed (ms). */
const PATIENCE = 2_000

export interface Workers {
  origin: string
  /** Stops all of them. Answers the exit code. */
  stop(within: number): Promise<number>
}

/** Whether this process is one of several that serve one port. */
export const isWorker = cluster.isWorker
/** The first of them, also after it was started anew, does what is to be done once. */
export const isFirst = !isWorker || process.env.HEARTH_WORKER === '1'

/**
 * Runs `count` processes on one port, and starts anew what ends. The first one is alone until it serves, so that what is wrong is
 * told once. @throws {Error} with its exit code when it does not come to serve
 */
export const startWorkers = async (count: number, log: Logger): Promise<Workers> => {
  setupPrimary()
  new RateLimiterClusterMaster()
  const metrics = new AggregatorRegistry()
  let stopping = false
  const places = new Map<string, Worker>()

  const start = (place: string) => {
    const worker = cluster.fork({ HEARTH_WORKER: place })
    places.set(place, worker)
    // what is said to one that has just ended
    worker.on('error', (error) => log.debug({ err: error }, 'a worker was not told'))
    worker.on('message', (word: WorkerWord) => {
      if (word.hearth !== 'metrics wanted') return
      metrics.clusterMetrics().then(
        (text) => tell(worker, { hearth: 'metrics', question: word.question, text }),
        () => tell(worker, { hearth: 'metrics', question: word.question, text: '' })
      )
    })
    return worker
  }
  const keep = (place: string, worker: Worker, since = Date.now()) =>
    worker.once('exit', (code, signal) => {
      if (stopping) return
      log.error({ worker: place, code, signal }, 'a worker has ended: another takes its place')
      for (const other of places.values()) if (other !== worker) tell(other, { hearth: 'missed' })
      void sleep(Math.max(0, since + PAUSE - Date.now())).then(() => !stopping && keep(place, start(place)))
    })

  const first = start('1')
  const origin = await served(first)
  keep('1', first)
  for (let i = 2; i <= count; i++) keep(String(i), start(String(i)))
  const others = [...places.values()].filter((worker) => worker !== first)
  await Promise.all(others.map((worker) => served(worker).catch(() => undefined)))

  return {
    origin,
    async stop(within) {
      stopping = true
      const codes = await Promise.all([...places.values()].map((worker) => end(worker, within + PATIENCE)))
      return codes.every((code) => code === 0) ? 0 : 1
    }
  }
}

const served = (worker: Worker) =>
  new Promise<string>((resolve, reject) => {
    worker.on('message', (word: WorkerWord) => {
      if (word.hearth === 'ready') resolve(word.origin)
    })
    worker.once('exit', (code) => reject(Object.assign(new Error('The first worker has ended'), { code })))
  })

const tell = (worker: Worker, word: WorkerWord) => {
  if (worker.isConnected()) worker.send(word, () => undefined)
}

const end = async (worker: Worker, within: number): Promise<unknown> => {
  if (worker.isDead()) return 0
  const ended = once(worker, 'exit')
  worker.process.kill('SIGTERM')
  const late = setTimeout(() => worker.process.kill('SIGKILL'), within)
  const [code, signal] = (await ended) as [number | null, string | null]
  clearTimeout(late)
  // one that was still starting ends by the signal itself
  return signal === 'SIGTERM' ? 0 : code
}

/** Says something to the process that started this worker. */
export const tellPrimary = (word: WorkerWord) => void process.send?.(word)

export const onWord = <Name extends WorkerWord['hearth']>(
  name: Name,
  hear: (word: Extract<WorkerWord, { hearth: Name }>) => void
) => {
  const listen = (word: WorkerWord) => {
    if (word.hearth === name) hear(word as never)
  }
  process.on('message', listen)
  return () => void process.off('message', listen)
}
