import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { feathers } from '@feathersjs/feathers'
import { koa, rest } from '@feathersjs/koa'
import socketio from '@feathersjs/socketio'
import type { Socket } from 'socket.io'
import { identify } from './authentication.ts'
import { channels } from './channels.ts'
import { loadConfiguration, StartError, type Configuration } from './configuration.ts'
import { openDatabase } from './database.ts'
import type { Application, FeathersSocket, HookContext, NextFunction } from './declarations.ts'
import { answerErrors, guardCall, guardRequest, guardSocket, MOST_BODY_BYTES, translateErrors } from './guard.ts'
import { crossOrigin, hostOf, isOwnHost, ownHost, secureHeaders } from './headers.ts'
import { health } from './health.ts'
import { startJobs } from './jobs/index.ts'
import { createLimits, noLimits } from './limits.ts'
import { createLogger } from './logger.ts'
import { createMail } from './mail/index.ts'
import { realtime, type RealTime } from './realtime/index.ts'
import { joinNodes } from './realtime/nodes.ts'
import { createLines, noLines } from './realtime/lines.ts'
import { selfCheck } from './self-check.ts'
import { handshakeError, mayConnect, signInHandshake } from './services/authentication/handshake.ts'
import { exportRoute } from './services/users/export.ts'
import { fileRoutes } from './services/files/upload.ts'
import { services } from './services/index.ts'
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
/** How long calls that run may take when the server stops (ms). */
const GRACE = 8_000

/** The app, not yet listening. The order of the steps is the architecture. @throws {StartError} */
export const createApp = (overrides: Partial<Configuration> = {}, plugins: Plugin[] = []): Application => {
  const app = koa(feathers()) as unknown as Application
  settle(app, loadConfiguration(overrides))

  // HTTP, from the outside in
  app.use(answerErrors(app))
  app.use(secureHeaders(app))
  app.use(health(app, () => app.get('stopping')))
  app.use(ownHost(app))
  app.use(crossOrigin(app))
  app.use(fileRoutes(app))
  app.use(exportRoute(app))
  app.use(web(WEB))
  app.use(guardRequest())
  app.use((ctx, next) => {
    ctx.path = ctx.path.replace(/^\/api(?=\/)/, '')
    ctx.set('Cache-Control', 'no-store')
    ctx.feathers = { ...ctx.feathers, address: ctx.ip }
    return next()
  })
  app.configure(rest())

  // sockets
  app.configure(realtime((error, event) => app.get('logger').error({ err: error, event }, 'event not published')))
  app.configure(socketio(socketOptions(app), (io) => connect(app as Application & RealTime, io as never)))

  // every call, on either way in
  app.hooks({ around: { all: [countCalls, translateErrors, guardCall, identify] } })
  app.configure(services)
  app.configure(channels)
  for (const plugin of plugins) app.configure(plugin)
  return app
}

/** Migrates, checks that nothing is unguarded, and listens. @throws {StartError} */
export const startApp = async (app: Application): Promise<Hearth> => {
  await app.get('database').migrate()
  selfCheck(app)
  const handle = app.callback()
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 },
    (request, response) => void handle(request, response)
  )
  server.maxHeadersCount = 100
  app.server = server
  await app.setup(server)
  const port = await listen(server, app.get('port'), app.get('host'))
  app.set('listeningOn', port)
  app.set('endJobs', startJobs(app))
  let stopping: Promise<void> | undefined
  return { app, port, stop: () => (stopping ??= stop(app, server)) }
}

const settle = (app: Application, configuration: Configuration) => {
  for (const [name, value] of Object.entries(configuration)) app.set(name as keyof Configuration, value)
  app.proxy = configuration.trustProxy
  // what the proxy itself saw stands last; what stands before it, anybody may have written
  app.maxIpsCount = 1
  app.set('logger', createLogger(configuration.logLevel))
  // what Koa itself could not answer: mostly clients that went away in the middle
  app.on('error', (error: Error) => app.get('logger').debug({ err: error }, 'request not answered'))
  app.set('database', openDatabase(configuration.databaseUrl))
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
}

const socketOptions = (app: Application) => ({
  transports: ['websocket', 'polling'] as ('websocket' | 'polling')[],
  maxHttpBufferSize: MOST_BODY_BYTES,
  connectTimeout: 10_000,
  serveClient: false,
  allowRequest: (
    request: { headers: Record<string, string | string[] | undefined> },
    answer: (error: string | null, ok: boolean) => void
  ) => {
    const ok = isOwnHost(app, hostOf(app, request.headers)) && mayConnect(app, request.headers)
    answer(ok ? null : 'bad_origin', ok)
  }
})

const connect = (app: Application & RealTime, io: Application['io']) => {
  app.connectChannels(io)
  const redisUrl = app.get('redisUrl')
  if (redisUrl) {
    const warn = (error: Error) => app.get('logger').warn({ err: error.message }, 'Redis does not answer')
    app.set('nodes', joinNodes(io, redisUrl, sharedName(app.get('authSecret')), warn))
  }
  io.use((socket: Socket, next: (error?: Error) => void) => {
    const feathersSocket = socket as FeathersSocket
    app.connectSocket(feathersSocket.feathers, socket)
    feathersSocket.feathers.address = addressOf(app, feathersSocket)
    guardSocket(feathersSocket, app.get('lines').pace())
    signInHandshake(app, feathersSocket).then(
      () => next(),
      (error: unknown) => next(handshakeError(error))
    )
  })
}

/** Nodes that sign with the same secret are one Hearth; others may share the Redis. */
const sharedName = (authSecret: string) =>
  `hearth:${createHash('sha256').update(authSecret).digest('hex').slice(0, 16)}`

/** What a proxy says of the caller counts only where TRUST_PROXY says so. */
const addressOf = (app: Application, { handshake }: FeathersSocket) => {
  const forwarded = String(handshake.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
  return (app.get('trustProxy') && forwarded?.trim()) || handshake.address
}

const countCalls = async ({ app }: HookContext, next: NextFunction) => {
  app.set('running', app.get('running') + 1)
  try {
    await next()
  } finally {
    app.set('running', app.get('running') - 1)
  }
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

const stop = async (app: Application, server: Server) => {
  app.set('stopping', true)
  app.get('endJobs')?.()
  const closed = new Promise((resolve) => server.close(resolve))
  const deadline = Date.now() + GRACE
  while (app.get('running') > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
  app.io.emit('server stopping')
  // leaves the last answers and this word the time to go out
  await new Promise((resolve) => setTimeout(resolve, 50))
  await app.io.close()
  server.closeAllConnections()
  await closed
  await app.get('nodes')?.leave()
  app.get('rates').close()
  app.get('mail').close()
  await app.get('database').close()
}
