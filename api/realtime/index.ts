import type { Application, FeathersService, RealTimeConnection } from '@feathersjs/feathers'
import { getServiceOptions } from '@feathersjs/feathers/lib/service.js'
import type { Channel as FeathersChannel } from '@feathersjs/transport-commons/lib/channels/channel/base.js'
import type { Server, Socket } from 'socket.io'
import { Channel, type Line } from './channel.ts'
import { joinedWrites, type FanOut } from './joined-writes.ts'
import { partings } from './partings.ts'
import { quickMembers } from './quick-members.ts'
import { works } from './self-test.ts'

export { Channel } from './channel.ts'
export type { FanOut } from './joined-writes.ts'

declare module '@feathersjs/transport-commons/lib/channels/channel/base.js' {
  /** What our channels offer beyond Feathers' own; described at the class `Channel` in channel.ts. */
  interface Channel {
    join(...members: (RealTimeConnection | FeathersChannel)[]): this
    leave(...members: (RealTimeConnection | FeathersChannel)[]): this
    except(channel: FeathersChannel): FeathersChannel
    volatile(): FeathersChannel
    local(): FeathersChannel
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
 * `onError` hears of publishers that fail: the call that they belong to has long been answered. `onCut` hears of sockets that are
 * cut because they do not read what is sent to them.
 */
export const realtime =
  (onError: (error: unknown, event: string) => void, onCut: (socket: Socket) => void = () => undefined) =>
  (app: Application): void => {
    const line: Line = { sockets: new WeakMap() }
    const ofApp: Publishers = new Map()
    const fanOut: FanOut = { events: 0, deliveries: 0, writes: 0, dropped: 0, cut: 0 }
    let joins = false
    let tested: Promise<boolean> | undefined
    const part = partings()
    const joined = joinedWrites(fanOut, () => joins, onCut)
    const quicken = quickMembers(joined)

    Object.assign(app, {
      channel: (...names: (string | string[])[]) => new Channel(line, names.flat()),
      ...publishing(ofApp),
      connectChannels(io: Server) {
        line.io = io
        tested ??= works().then((answer) => (joins = answer))
        io.use((socket, next) => {
          line.sockets.set((socket as Socket & { feathers: object }).feathers, socket)
          joined.attend(socket)
          part(socket)
          quicken(socket.nsp.adapter)
          next()
        })
      },
      writesAreJoined: () => tested ?? Promise.resolve(false),
      fanOut
    } satisfies RealTime & Record<string, unknown>)
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
  /** Gives the channels their sockets: `socketio(options, (io) => app.connectChannels(io))`, before anything else is done with `io`. */
  connectChannels(io: Server): void
  /** Whether all events of one turn leave in one write; else this Socket.IO is not one that we know, and writes as it always does. */
  writesAreJoined(): Promise<boolean>
  fanOut: FanOut
}
