import type { Params } from '@feathersjs/feathers'
import { channelOf } from '../../channels.ts'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { presencePolicy } from './presences.policy.ts'
import { presenceDataSchema, presenceQuerySchema, type Presence, type PresenceData } from './presences.schema.ts'
import { presenceMethods, presencePath } from './presences.shared.ts'
import { BEAT, Whereabouts, type Told } from './whereabouts.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [presencePath]: PresenceService
  }
}

const { here } = channelOf
/** Under this name nodes tell each other. */
const AMONG_NODES = 'presences'

/** A window shows at most one room. */
type Window = Connection & { shows?: string }

/** As long as so many are here, a room is told of each who comes and goes; in a larger crowd one asks. */
const MOST_TOLD = 500
/** How many one is told of at once. */
const MOST_LISTED = 500
const PREFIX = here('')

/**
 * Who is here. The truth is which sockets are in the channel `here/<room>`, on whatever node: it cannot outlive them, so nobody
 * stays "here" after a crash, and somebody with two windows leaves with the last. Each node tells its own sockets.
 */
class PresenceService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  private readonly whereabouts: Whereabouts
  private ended = false

  constructor(app: Application) {
    this.app = app
    const say = (told: Told) => {
      if (app.get('hasPeers') && !this.ended) app.io.serverSideEmit(AMONG_NODES, told)
    }
    this.whereabouts = new Whereabouts(say, (roomId, userId, isHere) => {
      if (this.ended || this.whereabouts.people(roomId).size > MOST_TOLD) return
      app.service(presencePath).emit(isHere ? 'created' : 'removed', { roomId, userId })
    })
  }

  /** Called by Feathers when there are sockets. */
  setup() {
    const { adapter } = this.app.io.of('/')
    const people = new Map<string, string>()
    const watch = (told: (roomId: string, socketId: string) => void) => (name: string, socketId: string) => {
      if (name.startsWith(PREFIX)) told(name.slice(PREFIX.length), socketId)
    }
    adapter.on(
      'join-room',
      watch((roomId, socketId) => {
        const { userId } = this.app.io.of('/').sockets.get(socketId)?.data as { userId?: string }
        if (!userId) return
        people.set(`${socketId} ${roomId}`, userId)
        this.whereabouts.opened(roomId, userId)
      })
    )
    adapter.on(
      'leave-room',
      watch((roomId, socketId) => {
        const key = `${socketId} ${roomId}`
        const userId = people.get(key)
        people.delete(key)
        if (userId) this.whereabouts.closed(roomId, userId)
      })
    )
    this.app.io.on(AMONG_NODES, (told: Told) => this.whereabouts.hear(told))
    this.whereabouts.ask()
    setInterval(() => this.whereabouts.beat(), BEAT).unref()
  }

  /** The node goes, and with it all who are at it. */
  end() {
    this.whereabouts.end()
    this.ended = true
  }

  find({ query }: Params) {
    const { roomId } = query as { roomId: string }
    const people = [...this.whereabouts.people(roomId)]
    const data = people.slice(0, MOST_LISTED).map((userId): Presence => ({ roomId, userId }))
    return Promise.resolve({ total: people.length, limit: MOST_LISTED, skip: 0, data })
  }

  create({ roomId }: PresenceData, params: Params): Promise<Presence> {
    const window = windowOf(params)
    if (window.shows && window.shows !== roomId) this.leave(window)
    window.shows = roomId
    this.app.channel(here(roomId)).join(window)
    return Promise.resolve({ roomId, userId: params.actor!.userId })
  }

  remove(roomId: string, params: Params): Promise<Presence> {
    const window = windowOf(params)
    const presence = { roomId, userId: params.actor!.userId }
    if (window.shows === roomId) this.leave(window)
    return Promise.resolve(presence)
  }

  /** The window shows its room no more. */
  leave(window: Window) {
    if (window.shows) this.app.channel(here(window.shows)).leave(window)
    delete window.shows
  }
}

const windowOf = ({ connection }: Params) => {
  if (!connection) throw refusal('socket_only')
  return connection as unknown as Window
}

export const presences = (app: Application) => {
  // told of by the whereabouts, not by each call: somebody comes with the first window and goes with the last
  app.use(presencePath, new PresenceService(app), { methods: [...presenceMethods], events: ['created', 'removed'] })
  const rules = {
    query: presenceQuerySchema,
    create: presenceDataSchema,
    policy: presencePolicy,
    roomOf: ({ roomId }: Presence) => roomId,
    roomOfQuery: ({ roomId }: { roomId?: string }) => roomId ?? ''
  }
  protect(app, presencePath, rules, { transacts: false })
}
