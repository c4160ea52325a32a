import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { feathers } from '@feathersjs/feathers'
import { koa, rest } from '@feathersjs/koa'
import type { Registry } from 'prom-client'
import { identify } from './authentication.ts'
import { channels } from './channels.ts'
import { loadConfiguration, StartError, type Configuration } from './configuration.ts'
import { openDatabase } from './database.ts'
import type { Application } from './declarations.ts'
import { answerErrors, guardCall, guardRequest, translateErrors } from './guard.ts'
import { crossOrigin, ownHost, secureHeaders } from './headers.ts'
import { health } from './health.ts'
import { runAgain } from './hooks/run-again.ts'
import { startJobs } from './jobs/index.ts'
import { createLimits, noLimits } from './limits.ts'
import { createLogger } from './logger.ts'
import { createMail } from './mail/index.ts'
import { createMetrics } from './metrics/index.ts'
import { measureCalls } from './metrics/measure-calls.ts'
import { measureDatabase } from './metrics/measure-database.ts'
import { metricsRoute } from './metrics/metrics-route.ts'
import { createPayments } from './payments/index.ts'
import { sandboxRoutes } from './payments/sandbox/index.ts'
import { webhookRoute } from './payments/webhook.ts'
import type { RealTime } from './realtime/index.ts'
import { createLines, noLines } from './lines.ts'
import { createRights, tellingOf } from './rights.ts'
import { selfCheck } from './self-check.ts'
import { cookieToken } from './services/authentication/cookie.ts'
import { campaignHead } from './services/campaigns/campaign-head.ts'
import { booksCsvRoute } from './services/balances/books-csv.ts'
import { giftsCsvRoute } from './services/donations/gifts-csv.ts'
import { receiptRoutes } from './services/receipts/receipt-routes.ts'
import { exportRoute } from './services/users/export.ts'
import { fileRoutes } from './services/files/upload.ts'
import { services } from './services/index.ts'
import { sharedName, sockets } from './sockets.ts'
import { countCalls, endKept, stop } from './stop.ts'
import { diskStorage } from './storage/index.ts'
import { web } from './web.ts'

/** Adds to an app that has all built-in services: how a program that embeds Hearth extends it. */
export type Plugin = (app: Application) => void

/** A Hearth that runs. */
export interface Hearth {
  app: Application
  port: number
  /** Finishes the calls that run, tells and cuts the sockets, closes the database. Safe to call twice. */
  stop(): Promise<void>
}

const WEB = fileURLToPath(new URL('../web/', import.meta.url))

/** The app, not yet listening. The order of the steps is the architecture. @throws {StartError} */
export const createApp = (overrides: Partial<Configuration> = {}, plugins: Plugin[] = []): Application => {
  const app = koa(feathers()) as unknown as Application
  const metrics = createMetrics(app)
  settle(app, loadConfiguration(overrides), metrics)

  // HTTP, from the outside in
  app.use(answerErrors(app))
  app.use(secureHeaders(app))
  app.use(endKept(app))
  app.use(health(app, () => app.get('stopping')))
  app.use(metricsRoute(app, metrics))
  app.use(ownHost(app))
  app.use(crossOrigin(app))
  app.use(webhookRoute(app))
  app.use(sandboxRoutes(app))
  app.use(fileRoutes(app))
  app.use(exportRoute(app))
  app.use(giftsCsvRoute(app))
  app.use(booksCsvRoute(app))
  app.use(receiptRoutes(app))
  app.use(
    web(WEB, {
      headOf: (path) => campaignHead(app, path),
      isInside: (headers) => cookieToken(app, headers) !== undefined
    })
  )
  app.use(guardRequest())
  app.use(async (ctx, next) => {
    ctx.path = ctx.path.replace(/^\/api(?=\/)/, '')
    ctx.set('Cache-Control', 'no-store')
    ctx.feathers = { ...ctx.feathers, address: ctx.ip }
    await next()
    // as text it would be held twice over, and once more, for as long as a slow reader takes
    if (typeof ctx.body === 'object' && ctx.body !== null) {
      ctx.body = Buffer.from(JSON.stringify(ctx.body))
      ctx.type = 'json'
    }
  })
  app.configure(rest())

  app.configure(sockets)

  // every call, on either way in
  app.hooks({ around: { all: [countCalls, measureCalls(metrics), translateErrors, runAgain, guardCall, identify] } })
  app.configure(services)
  app.configure(channels)
  for (const plugin of plugins) app.configure(plugin)
  return app
}

/** Migrates, checks that nothing is unguarded, and listens. @throws {StartError} */
export const startApp = async (app: Application): Promise<Hearth> => {
  await app.get('database').migrate()
  for (const weakness of await app.get('database').weaknesses()) app.get('logger').warn(weakness)
  selfCheck(app)
  const handle = app.callback()
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 },
    (request, response) => void handle(request, response)
  )
  server.maxHeadersCount = 100
  // who reads so slowly that nothing moves: the answer would lie in memory for ever (web sockets look after themselves)
  server.timeout = 30_000
  app.server = server
  await app.setup(server)
  if (!(await (app as Application & RealTime).writesAreJoined()))
    app.get('logger').warn('This Socket.IO is not one that we know: each event is written by itself')
  await app.get('nodes')?.opened()
  const port = await listen(server, app.get('port'), app.get('host'))
  app.set('listeningOn', port)
  await app.get('payments').start()
  app.set('endJobs', startJobs(app))
  let stopping: Promise<void> | undefined
  return { app, port, stop: () => (stopping ??= stop(app, server)) }
}

const settle = (app: Application, configuration: Configuration, metrics: Registry) => {
  for (const [name, value] of Object.entries(configuration)) app.set(name as keyof Configuration, value)
  app.proxy = configuration.trustProxy
  // what the proxy itself saw stands last; what stands before it, anybody may have written
  app.maxIpsCount = 1
  app.set('logger', createLogger(configuration.logLevel))
  // what Koa itself could not answer: mostly clients that went away in the middle
  app.on('error', (error: Error) => app.get('logger').debug({ err: error }, 'request not answered'))
  app.set('rights', createRights())
  const database = measureDatabase(openDatabase(configuration.databaseUrl), metrics)
  app.set('database', tellingOf(app.get('rights'), database))
  app.set('storage', diskStorage(configuration.dataDir))
  const { limits, redisUrl, authSecret } = configuration
  app.set('rates', limits === 'on' ? createLimits(redisUrl, sharedName(authSecret)) : noLimits)
  app.set('lines', limits === 'on' ? createLines() : noLines)
  app.set('rules', new Map())
  app.set('stopping', false)
  app.set('running', 0)
  app.set('listeningOn', configuration.port)
  app.set('publicOrigin', () => configuration.publicUrl || `http://localhost:${String(app.get('listeningOn'))}`)
  app.set('mail', createMail(app))
  app.set('payments', createPayments(app))
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${String(port)} is taken: stop the program that has it, or set PORT to another`
      const reason =
        error.code === 'EADDRINUSE'
          ? taken
          : `Cannot listen on ${host}:${String(port)} (${error.code ?? ''}): see HOST and PORT`
      reject(new StartError(reason))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
