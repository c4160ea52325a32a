import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { setupPrimary } from '@socket.io/cluster-adapter'
import { AggregatorRegistry } from 'prom-client'
import { RateLimiterClusterMaster } from 'rate-limiter-flexible'
import type { Logger } from './logger.ts'
import { tellWorker, type WorkerWord } from './worker-words.ts'
import { givingTurns } from './writing-turns.ts'

/** One that ends again and again is not started more often than this (ms). */
const PAUSE = 1_000
/** All of them stop by themselves; after so long more than they take they are killed (ms). */
const PATIENCE = 2_000

export interface Workers {
  origin: string
  /** Stops all of them. Answers the exit code. */
  stop(within: number): Promise<number>
}

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

  const turns = givingTurns((worker: Worker) => tellWorker(worker, { hearth: 'turn' }))
  const answerMetrics = (worker: Worker, question: number) => {
    const answer = (text: string) => tellWorker(worker, { hearth: 'metrics', question, text })
    metrics.clusterMetrics().then(answer, () => answer(''))
  }

  const start = (place: string) => {
    const worker = cluster.fork({ HEARTH_WORKER: place })
    places.set(place, worker)
    // what is said to one that has just ended
    worker.on('error', (error) => log.debug({ err: error }, 'a worker was not told'))
    worker.on('message', (word: WorkerWord) => {
      // what one said last may come after its end
      if (word.hearth === 'turn wanted') {
        if (!worker.isDead()) turns.wanted(worker)
      } else if (word.hearth === 'turn over') turns.over(worker)
      else if (word.hearth === 'metrics wanted') answerMetrics(worker, word.question)
    })
    worker.once('exit', () => turns.gone(worker))
    return worker
  }
  const keep = (place: string, worker: Worker, since = Date.now()) =>
    worker.once('exit', (code, signal) => {
      if (stopping) return
      log.error({ worker: place, code, signal }, 'a worker has ended: another takes its place')
      for (const other of places.values()) if (other !== worker) tellWorker(other, { hearth: 'missed' })
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
