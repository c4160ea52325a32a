import { createApp, startApp, type Hearth } from './app.ts'
import { StartError } from './configuration.ts'

/** The process: starts Hearth, says where it is, and stops it in good order. */
const start = async (): Promise<Hearth> => {
  const hearth = await startApp(createApp())
  const { app } = hearth
  if (app.get('limits') === 'off') app.get('logger').warn('LIMITS=off: nothing is rate-limited. For benchmarks only.')
  process.stdout.write(`\nHearth is ready at ${app.get('publicOrigin')()}\n\n`)
  return hearth
}

/** After so long a stop is forced (ms). */
const LAST = 10_000

try {
  const hearth = await start()
  const { app, stop } = hearth
  const leave = (code: number) => {
    setTimeout(() => process.exit(code || 1), LAST).unref()
    stop().then(
      () => process.exit(code),
      () => process.exit(1)
    )
  }
  process.once('SIGTERM', () => leave(0))
  process.once('SIGINT', () => leave(0))
  process.once('uncaughtException', (error) => {
    app.get('logger').fatal({ err: error }, 'stopping after an unexpected error')
    leave(1)
  })
} catch (error) {
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`
  )
  process.exit(1)
}
