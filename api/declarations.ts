import type { HookContext as FeathersHookContext, NextFunction } from '@feathersjs/feathers'
import type { Application as KoaApplication } from '@feathersjs/koa'
import type { KnexAdapterTransaction } from '@feathersjs/knex'
import type { Server, Socket } from 'socket.io'
import type { Configuration } from './configuration.ts'
import type { Database } from './database.ts'
import type { Limits } from './limits.ts'
import type { Logger } from './logger.ts'
import type { Mail } from './mail/index.ts'
import type { Payments } from './payments/index.ts'
import type { Actor, Place } from './policy.ts'
import type { Rules } from './hooks/protect.ts'
import type { Rights } from './rights.ts'
import type { FanOut } from './realtime/index.ts'
import type { Nodes } from './realtime/nodes.ts'
import type { Lines } from './lines.ts'
import type { Storage } from './storage/index.ts'

/** What `app.get()` holds: the settings of the installation, and the few things that services share. */
export interface Settings extends Configuration {
  database: Database
  storage: Storage
  logger: Logger
  /** The rules of each service, by path: filled by `protect`, compared with the running app at start. */
  rules: Map<string, Rules>
  /** True from the moment that the server is told to stop. */
  stopping: boolean
  /** Calls that run now. */
  running: number
  /** The port that the server really listens on. */
  listeningOn: number
  /** Says whether what was read of sessions and accounts still counts. */
  rights: Rights
  /** What went out to sockets since the start. */
  fanOut: FanOut
  /** There are, or may be, other processes with sockets of the same Hearth. */
  hasPeers: boolean
  /** The line to the other nodes; there only with REDIS_URL. */
  nodes?: Nodes
  /** Ends the work that is done from time to time. */
  endJobs?: () => void
  /** Sends mail, or keeps it for the owner. */
  mail: Mail
  /** How gifts are paid. */
  payments: Payments
  /** Counts open sockets. */
  lines: Lines
  /** What may be done how often. */
  rates: Limits
  /** How the outside reaches this server; follows the port when PUBLIC_URL is not set. */
  publicOrigin: () => string
}

/** Every service by its path; each noun adds itself. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ServiceTypes {}

export type Application = KoaApplication<ServiceTypes, Settings> & { io: Server }
export type HookContext<S = unknown> = FeathersHookContext<Application, S>
export type { NextFunction }

/**
 * The transaction of a write, shared by all calls that are made within it: the adapter's own shape, which reads `trx`.
 * `committed` resolves when it has ended: true if it is durable. Events wait for it.
 */
export interface Transaction extends KnexAdapterTransaction {
  /**
   * Has `work` done once the transaction is durable, and before the call is answered; with `inDoubt`, for what takes a right, also
   * when the database failed in a way that may have kept it.
   */
  after?(work: () => void | Promise<void>, options?: { inDoubt?: boolean }): void
}

declare module '@feathersjs/feathers/lib/declarations.js' {
  interface Params {
    /** Who calls; absent for anonymous callers and for the server itself. */
    actor?: Actor
    transaction?: Transaction
    /** Set by `authorize`: the record that was judged (patch, remove), and the room it stands in. */
    record?: unknown
    place?: Place
    /** Set by `authorize` where the service reads the place itself: throws what the caller is refused with. */
    judge?: (place: Place) => void
    /** Set by `messages.create`: the message was there already. */
    repeated?: boolean
    /** How often this very call was run before, because its transaction met another's. */
    tries?: number
    /** Where the call comes from: an IP address. */
    address?: string
    /** A new profile that nobody may see yet. */
    unseen?: boolean
    /** Set before the transaction by `hashFirst`, because hashing is slow. */
    passwordHash?: string
  }
}

/** A socket as Feathers sees it. `sessionId` is all that it keeps of its sign-in: rights are read when they are needed. */
export interface Connection {
  provider: 'socketio'
  headers: Record<string, string | string[] | undefined>
  sessionId?: string
  userId?: string
  /** Where the socket comes from: an IP address. */
  address?: string
}
export type FeathersSocket = Socket & { feathers: Connection }
