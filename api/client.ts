/**
 * The SDK: what another program, and our own web app, imports of Hearth. Safe in a browser: reaches no knex, Ajv or node:*.
 *
 * @example
 * import { createClient } from 'hearth/client'
 * import { io } from 'socket.io-client'
 *
 * const client = createClient(socket(io('http://localhost:3030', { transports: ['websocket'], ackTimeout: 10_000 })))
 * await client.authenticate({ strategy: 'local', email, password })
 * client.service('messages').on('created', (message) => console.log(message.text))
 */
import authentication, { type AuthenticationClientOptions } from '@feathersjs/authentication-client'
import { feathers, type Application, type Id, type Paginated } from '@feathersjs/feathers'
import socketio from '@feathersjs/socketio-client'
import type { Socket } from 'socket.io-client'
import './services/index.shared.ts'

export type { Paginated }
export type * from './services/index.shared.ts'
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

export const socket = (line: Socket): Connection => socketio(line as never) as Connection

/**
 * A typed Feathers client. A web page of the same origin is signed in by its cookie; every other program calls
 * `client.authenticate(…)`, which keeps the token in `options.storage` and signs in again after a reconnect.
 */
export const createClient = (connection: Connection, options: Partial<AuthenticationClientOptions> = {}): Client => {
  const client = feathers()
  client.configure(connection)
  client.configure(authentication(options))
  return client
}
