import { createApp, startApp } from './app.ts'
import { loadConfiguration, StartError } from './configuration.ts'
import { createLogger, type Logger } from './logger.ts'
import { warmUp } from './warm-up.ts'
import { isWorker, tellPrimary } from './worker-words.ts'
import { startWorkers } from './workers.ts'

/** A Hearth that runs in this process, or in several that it has started. */
interface Running {
  log: Logger
  /** A stop that takes longer is forced (ms). */
  last: number
  /** Answers the exit code. */
  stop(): Promise<number>
}

/** How long a stop may take beside STOP_DELAY (ms). */
const LAST = 14_000

/** The process: starts Hearth, says where it is, and stops it in good order. */
const start = async (): Promise<Running> => {
  const { workers, stopDelay, logLevel, limits } = loadConfiguration()
  const last = LAST + stopDelay * 1_000
  if (isWorker || workers === 1) return { ...(await serve()), last }
  const log = createLogger(logLevel)
  const { origin, stop } = await startWorkers(workers, log)
  sayReady(origin, log, limits)
  return { log, last: last + 3_000, stop: () => stop(last) }
}

const serve = async () => {
  const { app, stop } = await startApp(createApp())
  const origin = app.get('publicOrigin')()
  if (isWorker) tellPrimary({ hearth: 'ready', origin })
  else sayReady(origin, app.get('logger'), app.get('limits'))
  warmUp(app).catch((error: unknown) => app.get('logger').error({ err: error }, 'not warmed up'))
  return { log: app.get('logger'), stop: () => stop().then(() => 0) }
}

const sayReady = (origin: string, log: Logger, limits: string) => {
  if (limits === 'off') log.warn('LIMITS=off: nothing is rate-limited. For benchmarks only.')
  process.stdout.write(`\nHearth is ready at ${origin}\n\n`)
}

try {
  const { log, last, stop } = await start()
  const leave = (code: number) => {
    setTimeout(() => process.exit(code || 1), last).unref()
    stop().then(
      (own) => process.exit(code || own),
      () => process.exit(1)
    )
  }
  process.once('SIGTERM', () => leave(0))
  process.once('SIGINT', () => leave(0))
  process.once('uncaughtException', (error) => {
    log.fatal({ err: error }, 'stopping after an unexpected error')
    leave(1)
  })
} catch (error) {
  // what a worker has said is said
  if (!('code' in (error as object)) || error instanceof StartError)
    process.stderr.write(
      error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`
    )
  process.exit(1)
}
