import type { Params } from '@feathersjs/feathers'
import { channelOf } from '../../channels.ts'
import type { Application, Connection } from '../../declarations.ts'
import { refusal } from '../../errors.ts'
import { protect } from '../../hooks/protect.ts'
import { presencePolicy } from './presences.policy.ts'
import { presenceDataSchema, presenceQuerySchema, type Presence, type PresenceData } from './presences.schema.ts'
import { presenceMethods, presencePath } from './presences.shared.ts'

declare module '../../declarations.ts' {
  interface ServiceTypes {
    [presencePath]: PresenceService
  }
}

const { here } = channelOf

/** A window shows at most one room. */
type Window = Connection & { shows?: string }

/**
 * Who is here. The truth is which sockets are in the channel `here/<room>`, on whatever node: it cannot outlive them, so nobody
 * stays "here" after a crash, and somebody with two windows leaves with the last.
 */
class PresenceService {
  // not #private: Feathers calls services through an object that inherits from them
  private readonly app: Application
  constructor(app: Application) {
    this.app = app
  }

  async find({ query }: Params) {
    const { roomId } = query as { roomId: string }
    const data = [...(await this.peopleIn(roomId))].map((userId): Presence => ({ roomId, userId }))
    return { total: data.length, limit: data.length, skip: 0, data }
  }

  async create({ roomId }: PresenceData, params: Params): Promise<Presence> {
    const window = windowOf(params)
    if (window.shows && window.shows !== roomId) await this.leave(window)
    window.shows = roomId
    this.app.channel(here(roomId)).join(window)
    return { roomId, userId: params.actor!.userId }
  }

  async remove(roomId: string, params: Params): Promise<Presence> {
    const window = windowOf(params)
    const presence = { roomId, userId: params.actor!.userId }
    if (window.shows === roomId) await this.leave(window)
    return presence
  }

  /** The window shows its room no more. Told to the room only when it was the last window of its person. */
  async leave(window: Window) {
    const { shows: roomId, userId } = window
    if (!roomId || !userId) return
    delete window.shows
    this.app.channel(here(roomId)).leave(window)
    if (!(await this.peopleIn(roomId)).has(userId)) this.app.service(presencePath).emit('removed', { roomId, userId })
  }

  private async peopleIn(roomId: string) {
    const people = await this.app.channel(here(roomId)).people()
    return new Set(people.map(({ userId }) => userId as string).filter(Boolean))
  }
}

const windowOf = ({ connection }: Params) => {
  if (!connection) throw refusal('socket_only')
  return connection as unknown as Window
}

export const presences = (app: Application) => {
  const service = new PresenceService(app)
  // `removed` is emitted when the last window of somebody has gone, not by each call
  app.use(presencePath, service, { methods: [...presenceMethods], events: ['removed'] })
  const rules = {
    query: presenceQuerySchema,
    create: presenceDataSchema,
    policy: presencePolicy,
    roomOf: ({ roomId }: Presence) => roomId,
    roomOfQuery: ({ roomId }: { roomId?: string }) => roomId ?? ''
  }
  protect(app, presencePath, rules, { transacts: false })
  app.on('disconnect', (connection: Window) => {
    service.leave(connection).catch((error: unknown) => app.get('logger').error({ err: error }, 'presence not told'))
  })
}
