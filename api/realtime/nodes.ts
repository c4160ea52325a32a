import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import type { Server } from 'socket.io'

/**
 * Joins this node to all others that name the same `key`: events, joins, leaves and cuts then reach the sockets of all. Without
 * an answer from Redis this node serves its own sockets at once; what others miss, clients fetch by `rev`.
 */
/** The line to the other nodes. */
export interface Nodes {
  state(): 'up' | 'down'
  leave(): Promise<void>
}

export const joinNodes = (io: Server, url: string, key: string, onTrouble: (error: Error) => void): Nodes => {
  const publisher = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  const subscriber = new Redis(url, { maxRetriesPerRequest: null })
  for (const client of [publisher, subscriber]) client.on('error', onTrouble)
  // the adapter does not catch what becomes of a publish
  const publish = publisher.publish.bind(publisher)
  publisher.publish = ((channel: string, message: string) =>
    publish(channel, message).catch(onTrouble)) as typeof publish
  io.adapter(createAdapter(publisher, subscriber, { key }))
  return {
    state: () => (publisher.status === 'ready' && subscriber.status === 'ready' ? 'up' : 'down'),
    async leave() {
      await Promise.all([publisher, subscriber].map((client) => client.quit().catch(() => client.disconnect())))
    }
  }
}
