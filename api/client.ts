/**
 * The SDK: what another program, and our own web app, imports of Hearth. Safe in a browser: reaches no knex, Ajv or node:*.
 *
 * @example
 * import { createClient, socket } from 'hearth/client'
 * import { io } from 'socket.io-client'
 *
 * const line = io('http://localhost:3030', { transports: ['websocket'], auth: { accessToken } })
 * const room = createClient(socket(line)).room(roomId)
 * for await (const message of room) if (message.text === 'ping') await room.send('pong')
 */
import authentication, { type AuthenticationClientOptions } from '@feathersjs/authentication-client'
import { feathers, type Application, type Id, type Paginated } from '@feathersjs/feathers'
import socketio from '@feathersjs/socketio-client'
import type { Socket } from 'socket.io-client'
import { LastingAuthentication } from './sdk/authentication.ts'
import { Outbox, type Draft } from './sdk/outbox.ts'
import { Room as RoomToFollow, type RoomOptions } from './sdk/room.ts'
import './services/index.shared.ts'
import type { Message } from './services/messages/messages.shared.ts'

export type { Paginated }
export { idFor, newId } from './sdk/ids.ts'
export { RoomLog, type Entry, type Kept, type LogQuery, type Source } from './sdk/room-log.ts'
export { Outbox, type Draft, type OutboxStore, type Pending } from './sdk/outbox.ts'
export type { RoomOptions, RoomToFollow }
export type * from './services/index.shared.ts'
export { exponentOf, formatMoney, isCurrency, parseMoney } from './payments/currencies.ts'
export { limitsOf } from './payments/money.ts'
export { MOST_BYTES } from './services/files/files.shared.ts'
export { slugOf } from './services/rooms/rooms.shared.ts'

/** Every service by its path; each noun adds itself. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ClientServices {}

type Event = 'created' | 'patched' | 'removed'

/**
 * The calls another program may make, typed from the schemas alone. Each answers what the server stored, and the same record
 * is what everyone who may hear of it gets as an event.
 * @throws a FeathersError `{ name, code, className, message, data: { reason }, errors }`; without `code`: the line was lost
 */
export interface Calls<Result, Data, Patch, Query> {
  find(params?: { query?: Query }): Promise<Paginated<Result>>
  get(id: Id): Promise<Result>
  create(data: Data): Promise<Result>
  patch(id: Id, data: Patch): Promise<Result>
  remove(id: Id): Promise<Result>
  on(event: Event, listener: (record: Result) => void): unknown
  off(event: Event, listener: (record: Result) => void): unknown
}

/** How the client reaches the server: `socket(io(…))`, or the stock `@feathersjs/rest-client`'s `rest(url).fetch(fetch)`. */
export type Connection = (app: Application) => void
export type Client = Omit<Application, 'service'> & {
  service<P extends keyof ClientServices>(path: P): ClientServices[P]
}

/** ms after which a call without an answer is rejected, without a `code`, where the line does not say otherwise: none hangs */
const ACK_TIMEOUT = 10_000

export const socket = (line: Socket): Connection => {
  const { _opts: options } = line as unknown as { _opts: { ackTimeout?: number } }
  options.ackTimeout ??= ACK_TIMEOUT
  return socketio(line as never) as Connection
}

/** The typed services alone, for a web page of the same origin: its cookie signs it in. */
export const createServices = (connection: Connection): Client => {
  const client = feathers()
  client.configure(connection)
  return client
}

/** What another program has beside the services: rooms to follow and to write in. */
export interface Rooms {
  room(id: string, options?: RoomOptions): RoomToFollow
}

/**
 * A typed Feathers client. It is signed in by a token that the line presents with each handshake,
 * `io(url, { auth: { accessToken } })`, or by `client.authenticate(…)`, and stays so over every loss of the line.
 */
export const createClient = (
  connection: Connection,
  options: Partial<AuthenticationClientOptions> = {}
): Client & Rooms => {
  const client = createServices(connection)
  client.configure(authentication({ Authentication: LastingAuthentication, ...options }))
  const send = ({ id, roomId, text, replyTo }: Draft) =>
    client.service('messages').create({ id, roomId, text, ...(replyTo && { replyTo }) })
  const outbox = new Outbox<Message>({ send })
  ;(client as { io?: Socket }).io?.on('connect', () => outbox.flush())
  return Object.assign(client, {
    room: (id: string, more: RoomOptions = {}) => new RoomToFollow(client, outbox, id, more)
  })
}
