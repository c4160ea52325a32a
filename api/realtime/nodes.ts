import { setTimeout as sleep } from 'node:timers/promises'
import { createShardedAdapter } from '@socket.io/redis-adapter'
import type { Server } from 'socket.io'
import type { ClusterAdapter } from 'socket.io-adapter'
import { localFirst } from './local-first.ts'
import { RedisLine } from './redis-line.ts'

/** The line to the other nodes. */
export interface Nodes {
  state(): 'up' | 'down'
  /** Settles when the line is there, or does not come soon. */
  opened(): Promise<void>
  /** Settles when everything that was joined until now is heard from other nodes too. */
  settled(): Promise<void>
  leave(): Promise<void>
}

export interface NodesEvents {
  /** Other nodes are not heard any more, and do not hear us. Told once. */
  lost(reason: string): void
  /** They are heard again. */
  found(): void
  /** This node or another was alone for a while: what was told meanwhile may not have come here. */
  missed(): void
}

/** Sockets that may have missed something compare heads within so many ms, each at its own time; so many of them in one ms. */
const WITHIN = 1_000
const AT_A_TIME = 5
/** Nodes that come back at about the same time make one comparison (ms). */
const TOGETHER = 100
/** A start waits so long for Redis (ms), and then goes on without it. */
const PATIENCE = 1_000

/** Tells sockets that they may have missed something. */
export const tellHeadsMoved = (sockets: { emit(event: string, said: object): unknown }, count = 1) =>
  sockets.emit('heads may have moved', { within: Math.max(WITHIN, count / AT_A_TIME) })

/** Something may not have come here: rights, and what people hear, are looked at anew. */
export const afterMissing = (io: Server, { missed }: NodesEvents) => {
  missed()
  tellHeadsMoved(io.local, io.of('/').sockets.size)
}

/**
 * Joins this node to all others that name the same `key`: events, joins, leaves and cuts then reach the sockets of all. While Redis
 * does not answer, this node serves its own sockets at once; what others miss, clients fetch by `rev`, at the latest when it is back.
 */
export const joinNodes = (io: Server, url: string, key: string, events: NodesEvents): Nodes => {
  const line = new RedisLine(url, key, {
    lost: (reason) => events.lost(reason),
    found(again) {
      if (!again) return
      events.found()
      // those who could not hear us are not the ones who noticed
      void line.sPublish(`${key}:missed`, '')
    }
  })
  let telling: NodeJS.Timeout | undefined
  const tell = () => {
    telling = undefined
    afterMissing(io, events)
  }
  line.sSubscribe(`${key}:missed`, () => (telling ??= setTimeout(tell, TOGETHER).unref()))
  const sharded = createShardedAdapter(line, line, { channelPrefix: key })
  io.adapter(localFirst(sharded as (nsp: unknown) => ClusterAdapter))

  return {
    state: () => (line.isUp ? 'up' : 'down'),
    async opened() {
      for (const until = Date.now() + PATIENCE; !line.isUp && Date.now() < until;) await sleep(5)
    },
    settled: () => line.settled(),
    async leave() {
      clearTimeout(telling)
      await line.close()
    }
  }
}
