import { createHash } from 'node:crypto'
import socketio from '@feathersjs/socketio'
import type { Socket } from 'socket.io'
import type { Application, FeathersSocket } from './declarations.ts'
import { guardSocket, MOST_BODY_BYTES } from './guard.ts'
import { dropHalfOpen } from './realtime/half-open.ts'
import { hostOf, isOwnHost } from './headers.ts'
import { renewRights } from './jobs/renew-rights.ts'
import { watchRights } from './jobs/watch-rights.ts'
import { realtime, type RealTime } from './realtime/index.ts'
import { joinWorkers } from './realtime/local-workers.ts'
import { afterMissing, joinNodes, type NodesEvents } from './realtime/nodes.ts'
import { handshakeError, mayConnect, signInHandshake } from './services/authentication/handshake.ts'
import { isWorker, onWord } from './worker-words.ts'

/** What nodes tell each other: nobody's rights in particular, so that nothing can be learned from it. */
const RIGHTS_CHANGED = 'rights changed'

/** The way in over sockets, and how other processes of the same Hearth are joined. */
export const sockets = (app: Application) => {
  app.configure(
    realtime(
      (error, event) => app.get('logger').error({ err: error, event }, 'event not published'),
      (socket) => app.get('logger').info({ user: (socket as FeathersSocket).feathers.userId }, 'slow reader cut')
    )
  )
  app.configure(socketio(socketOptions(app), (io) => connect(app as Application & RealTime, io as never)))
}

const socketOptions = (app: Application) => ({
  transports: transports(),
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

/** Without WebSocket a connection is several requests, which would come to several workers. */
const transports = (): ('websocket' | 'polling')[] => (isWorker ? ['websocket'] : ['websocket', 'polling'])

const connect = (app: Application & RealTime, io: Application['io']) => {
  app.connectChannels(io)
  app.set('fanOut', app.fanOut)
  dropHalfOpen(io)
  join(app, io)
  io.use((socket: Socket, next: (error?: Error) => void) => {
    const feathersSocket = socket as FeathersSocket
    feathersSocket.feathers.address = addressOf(app, feathersSocket)
    guardSocket(feathersSocket, app.get('lines').pace())
    signInHandshake(app, feathersSocket)
      // what happens from now on is heard from all nodes, so who compares heads after this misses nothing
      .then(() => app.get('nodes')?.settled())
      .then(
        () => next(),
        (error: unknown) => next(handshakeError(error))
      )
  })
}

const join = (app: Application, io: Application['io']) => {
  const redisUrl = app.get('redisUrl')
  const events = nodesEvents(app)
  if (redisUrl) app.set('nodes', joinNodes(io, redisUrl, sharedName(app.get('authSecret')), events))
  else if (isWorker) joinWorkers(io)
  if (isWorker) onWord('missed', () => afterMissing(io, events))
  app.set('hasPeers', Boolean(redisUrl) || isWorker)
  if (!app.get('hasPeers')) return
  app.get('rights').onChange = () => io.serverSideEmit(RIGHTS_CHANGED)
  io.on(RIGHTS_CHANGED, () => app.get('rights').changed(true))
}

const nodesEvents = (app: Application): NodesEvents => {
  const log = app.get('logger')
  return {
    lost: (reason) => {
      log.warn(
        { reason },
        'Redis does not answer: this node serves its own people, and looks after their rights itself'
      )
      // before the app has started there is nobody yet
      setImmediate(() => void watchRights(app).catch(() => undefined))
    },
    found: () => log.info('Redis answers again: the nodes are joined'),
    missed: () => void renewRights(app).catch((error: unknown) => log.error({ err: error }, 'rights not renewed'))
  }
}

/** Nodes that sign with the same secret are one Hearth; others may share the Redis. */
export const sharedName = (authSecret: string) =>
  `hearth:${createHash('sha256').update(authSecret).digest('hex').slice(0, 16)}`

/** What a proxy says of the caller counts only where TRUST_PROXY says so. */
const addressOf = (app: Application, { handshake }: FeathersSocket) => {
  const forwarded = String(handshake.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
  return (app.get('trustProxy') && forwarded?.trim()) || handshake.address
}
