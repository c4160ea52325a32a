import { setTimeout as sleep } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'

type Hear = (message: Buffer, channel: Buffer) => void

interface LineEvents {
  /** Once for each loss. */
  lost(reason: string): void
  /** Once for each return; `again`: it had been lost before. */
  found(again: boolean): void
}

/** How often the line is tried (ms), and after how much silence it counts as lost. */
const PULSE_EVERY = 500
const SILENCE = 2_000
/** Who asks something waits so long at most (ms). */
const PATIENCE = 500
/** So many messages may be under way at once. What comes then is left out, as while the line is lost: clients heal by `rev`. */
const MOST_UNDER_WAY = 20_000
/** So many channels stand in one command. */
const AT_ONCE = 500

const OPTIONS: RedisOptions = {
  enableOfflineQueue: false,
  autoResubscribe: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: null,
  connectTimeout: 3_000,
  disconnectTimeout: 100,
  // ms, spread so that nodes do not come all at once
  retryStrategy: () => 200 + Math.random() * 200
}

/**
 * Two connections to Redis that never make anybody wait, and come back by themselves. It looks like a client of the package
 * `redis`, as far as Socket.IO's sharded adapter uses one (read in source of @socket.io/redis-adapter 8.3, util.js). What it is to
 * hear is kept here and subscribed anew with each connection: by shard where Redis can (7.0 and newer), else as ever.
 */
export class RedisLine {
  readonly #publisher: Redis
  readonly #subscriber: Redis
  readonly #events: LineEvents
  readonly #pulseChannel: string
  readonly #pulse: NodeJS.Timeout
  readonly #heard = new Map<string, Hear>()
  #state: 'new' | 'up' | 'down' = 'new'
  #pulseAt = Date.now()
  #sharded = false
  /** Channels go to Redis; before, they are only kept. */
  #listens = false
  #due: string[] = []
  #subscribed: Promise<unknown> = Promise.resolve()
  #underWay = 0
  #gathers = false

  /** All who name the same `key` hear each other. */
  constructor(url: string, key: string, events: LineEvents) {
    this.#events = events
    this.#publisher = new Redis(url, OPTIONS)
    this.#subscriber = new Redis(url, OPTIONS)
    for (const client of [this.#publisher, this.#subscriber]) {
      client.on('error', ({ message }: Error) => this.#lost(message))
      client.on('close', () => this.#lost('the connection was closed'))
    }
    this.#subscriber.on('close', () => (this.#listens = false))
    this.#subscriber.on('ready', () => void this.#listen())
    const hear = (channel: Buffer, message: Buffer) => this.#heard.get(channel.toString())?.(message, channel)
    this.#subscriber.on('smessageBuffer', hear)
    this.#subscriber.on('messageBuffer', hear)
    // the whole way there and back, so that half a line does not count as one
    this.#pulseChannel = `${key}:pulse:${crypto.randomUUID()}`
    this.sSubscribe(this.#pulseChannel, () => this.#found())
    this.#pulse = setInterval(() => this.#beat(), PULSE_EVERY).unref()
  }

  get isUp() {
    return this.#state === 'up'
  }

  sSubscribe(channel: string, hear: Hear) {
    this.#heard.set(channel, hear)
    // what is joined in one turn goes out in one command
    if (this.#listens && this.#due.push(channel) === 1) queueMicrotask(() => this.#subscribe(this.#due.splice(0)))
  }

  sUnsubscribe(channels: string | string[]) {
    const gone = [channels].flat()
    for (const channel of gone) this.#heard.delete(channel)
    if (!this.#listens) return
    const answer = this.#sharded ? this.#subscriber.sunsubscribe(...gone) : this.#subscriber.unsubscribe(...gone)
    answer.catch(nobodyWaits)
  }

  /** Answers at once. What cannot be said now is not said later. */
  sPublish(channel: string, message: string | Buffer): Promise<void> {
    if (this.#publisher.status === 'ready' && this.#underWay < MOST_UNDER_WAY) {
      this.#underWay++
      this.#gather()
      const answer = this.#sharded
        ? this.#publisher.spublish(channel, message)
        : this.#publisher.publish(channel, message)
      answer.catch(nobodyWaits).finally(() => this.#underWay--)
    }
    return Promise.resolve()
  }

  /** What is published in one turn leaves in one write, so that other nodes hear it in one turn, too, and can join it again. */
  #gather() {
    if (this.#gathers) return
    this.#gathers = true
    const { stream } = this.#publisher
    stream.cork()
    setImmediate(() => {
      this.#gathers = false
      stream.uncork()
    })
  }

  /** @throws when there is no answer soon */
  async sendCommand([command = '', ...words]: string[]): Promise<unknown> {
    const asked = words.map((word) => (word === 'SHARDNUMSUB' && !this.#sharded ? 'NUMSUB' : word))
    return soon(this.#publisher.call(command, ...asked))
  }

  /** Settles when everything that was to be heard until now is heard, or cannot be. */
  async settled() {
    await Promise.resolve()
    if (this.#listens) await soon(this.#subscribed).catch(nobodyWaits)
  }

  async close() {
    clearInterval(this.#pulse)
    this.#state = 'down'
    for (const client of [this.#publisher, this.#subscriber]) {
      if (client.status === 'ready') await soon(client.quit()).catch(nobodyWaits)
      client.disconnect()
    }
  }

  async #listen() {
    try {
      this.#sharded = canShard(await this.#subscriber.info('server'))
    } catch {
      // whoever may not ask gets the way that all of them know
      this.#sharded = false
    }
    if (this.#subscriber.status !== 'ready') return
    this.#listens = true
    const channels = [...this.#heard.keys()]
    for (let at = 0; at < channels.length; at += AT_ONCE) this.#subscribe(channels.slice(at, at + AT_ONCE))
    this.#beat()
  }

  #subscribe(channels: string[]) {
    const wanted = channels.filter((channel) => this.#heard.has(channel))
    if (wanted.length === 0 || !this.#listens) return
    const answer = this.#sharded ? this.#subscriber.ssubscribe(...wanted) : this.#subscriber.subscribe(...wanted)
    this.#subscribed = answer.catch((error: unknown) => this.#lost((error as Error).message))
  }

  #beat() {
    void this.sPublish(this.#pulseChannel, '')
    if (Date.now() - this.#pulseAt < SILENCE) return
    this.#lost('it says nothing')
    // a line that was cut without a word would stay "ready" for as long as TCP tries
    this.#pulseAt = Date.now()
    for (const client of [this.#publisher, this.#subscriber]) if (client.status === 'ready') client.disconnect(true)
  }

  #lost(reason: string) {
    if (this.#state === 'down') return
    this.#state = 'down'
    this.#events.lost(reason)
  }

  #found() {
    this.#pulseAt = Date.now()
    if (this.#state === 'up') return
    const again = this.#state === 'down'
    this.#state = 'up'
    this.#events.found(again)
  }
}

const nobodyWaits = () => undefined

const soon = <T>(answer: Promise<T>): Promise<T> =>
  Promise.race([
    answer,
    sleep(PATIENCE, undefined, { ref: false }).then(() => Promise.reject(new Error('Redis says nothing')))
  ])

const canShard = (info: string) => Number(/redis_version:(\d+)/.exec(info)?.[1]) >= 7
