import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Middleware } from 'koa'
import type { Application, Connection, FeathersSocket, HookContext, NextFunction } from './declarations.ts'

/** How long calls that run may take when the server stops (ms). */
const GRACE = 10_000
/** Leaves the last answers the time to go out (ms). */
const LAST_WORD = 50
/** People come back to another node one after the other: so many sockets are let go in one ms, but all of them within so many ms. */
const AT_A_TIME = 1
const LONGEST_LEAVE = 3_000

/** Calls that run, by the socket that made them. */
const running = new WeakMap<object, number>()

/** Around every call: a stop waits for it. */
export const countCalls = async ({ app, params }: HookContext, next: NextFunction) => {
  const { connection = app } = params as { connection?: Connection }
  const add = (one: number) => {
    app.set('running', app.get('running') + one)
    running.set(connection, (running.get(connection) ?? 0) + one)
  }
  add(1)
  try {
    await next()
  } finally {
    add(-1)
  }
}

/** A connection that is kept open takes no further request to a server that stops. */
export const endKept =
  (app: Application): Middleware =>
  (ctx, next) => {
    if (app.get('stopping')) ctx.set('Connection', 'close')
    return next()
  }

/**
 * Stops in good order: says that it is not ready, and goes on until proxies have noticed (STOP_DELAY); takes no new connection;
 * lets each socket go when its calls are answered; waits for the rest; closes.
 */
export const stop = async (app: Application, server: Server) => {
  app.set('stopping', true)
  app.get('endJobs')?.()
  await sleep(app.get('stopDelay') * 1_000)
  const closed = new Promise((resolve) => server.close(resolve))
  const deadline = Date.now() + GRACE
  const sockets = [...app.io.of('/').sockets.values()] as FeathersSocket[]
  const within = Math.min(LONGEST_LEAVE, sockets.length / AT_A_TIME)
  await Promise.all(sockets.map((socket) => letGo(socket, Math.random() * within, deadline)))
  while (app.get('running') > 0 && Date.now() < deadline) await sleep(20)
  app.service('presences').end()
  await sleep(LAST_WORD)
  await app.io.close()
  server.closeAllConnections()
  await closed
  await app.get('nodes')?.leave()
  app.get('rates').close()
  app.get('mail').close()
  await app.get('payments').close()
  await app.get('database').close()
}

/** Its client notices that the line is lost, and opens another: by a word of ours it would stay away. */
const letGo = async (socket: FeathersSocket, after: number, deadline: number) => {
  await sleep(after)
  socket.emit('server stopping')
  const isBusy = () => (running.get(socket.feathers) ?? 0) > 0 && Date.now() < deadline
  do {
    while (isBusy()) await sleep(5)
    // the answer leaves a turn or two after the call; what comes in meanwhile is answered too
    for (let turns = 0; turns < 3; turns++) await new Promise(setImmediate)
  } while (isBusy())
  socket.conn.close()
}
