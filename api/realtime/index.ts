import type { Application, FeathersService, RealTimeConnection } from '@feathersjs/feathers'
import { getServiceOptions } from '@feathersjs/feathers/lib/service.js'
import type { Channel as FeathersChannel } from '@feathersjs/transport-commons/lib/channels/channel/base.js'
import type { Server, Socket } from 'socket.io'
import { Channel, type Line } from './channel.ts'

export { Channel } from './channel.ts'

declare module '@feathersjs/transport-commons/lib/channels/channel/base.js' {
  /** What our channels offer beyond Feathers' own; described at the class `Channel` in channel.ts. */
  interface Channel {
    join(...members: (RealTimeConnection | FeathersChannel)[]): this
    leave(...members: (RealTimeConnection | FeathersChannel)[]): this
    except(channel: FeathersChannel): FeathersChannel
    volatile(): FeathersChannel
    people(): Promise<Record<string, unknown>[]>
    cut(event: string, data: unknown): void
  }
}

/** Says who hears an event: channels, or nothing. `context` is that of the call, or of a bare `service.emit()`. */
export type Publisher = (
  data: never,
  context: never
) => Channel | Channel[] | undefined | null | Promise<Channel | Channel[] | undefined | null>

type Publishers = Map<string, Publisher>
const ALL = 'all events'

/**
 * Feathers' `app.channel()` and `publish()`, on Socket.IO rooms instead of lists of connections. Configure it before the socket
 * transport, which then leaves them alone (read in source of @feathersjs/transport-commons 5.0.50, channels/index.ts).
 * `onError` hears of publishers that fail: the call that they belong to has long been answered.
 */
export const realtime =
  (onError: (error: unknown, event: string) => void) =>
  (app: Application): void => {
    const line: Line = { sockets: new WeakMap() }
    const ofApp: Publishers = new Map()

    Object.assign(app, {
      channel: (...names: (string | string[])[]) => new Channel(line, names.flat()),
      ...publishing(ofApp),
      /** Gives the channels their sockets. To be called with the server before the first connection. */
      connectChannels: (io: Server) => (line.io = io),
      /** Ties what Feathers calls a connection to its socket. */
      connectSocket: (connection: object, socket: Socket) => line.sockets.set(connection, socket)
    })
    // Feathers leaves "all channels" when a connection ends; Socket.IO does that by itself, for the rooms it was in
    Object.defineProperty(app, 'channels', { get: () => [] })

    app.mixins.push((service: FeathersService, path: string) => {
      const ofService: Publishers = new Map()
      Object.assign(service, publishing(ofService))
      for (const event of getServiceOptions(service).serviceEvents ?? []) {
        service.on(event, (data: unknown, context?: object) => {
          const publisher = ofService.get(event) ?? ofService.get(ALL) ?? ofApp.get(event) ?? ofApp.get(ALL)
          if (publisher) void dispatch(publisher, event, data, context ?? { path, app, service, result: data })
        })
      }
    })

    const dispatch = async (publisher: Publisher, event: string, data: unknown, context: object) => {
      const { path, dispatch: safe } = context as { path: string; dispatch?: unknown }
      try {
        const channels = await publisher(data as never, context as never)
        for (const channel of [channels ?? []].flat()) channel.emit(`${path} ${event}`, channel.data ?? safe ?? data)
      } catch (error) {
        onError(error, `${path} ${event}`)
      }
    }
  }

const publishing = (publishers: Publishers) => {
  const publish = function (this: unknown, event: string | Publisher, publisher?: Publisher) {
    if (typeof event === 'string') publishers.set(event, publisher as Publisher)
    else publishers.set(ALL, event)
    return this
  }
  return { publish, registerPublisher: publish, hasPublisher: () => publishers.size > 0 }
}

/** Whether a service says by itself, by `service.publish(…)`, who hears it. */
export const hasPublisher = (service: unknown) => (service as { hasPublisher?(): boolean }).hasPublisher?.() ?? false

/** What `realtime` adds to an app beside Feathers' own interface. */
export interface RealTime {
  connectChannels(io: Server): void
  connectSocket(connection: object, socket: Socket): void
}
