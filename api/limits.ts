import { Redis } from 'ioredis'
import {
  RateLimiterCluster,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract
} from 'rate-limiter-flexible'
import { refusal } from './errors.ts'
import { isWorker } from './worker-words.ts'

/** How many times something may be done within how many seconds. */
const RULES = {
  /** Tries for one account from one address: guessing from elsewhere locks nobody out. */
  signIn: { points: 10, duration: 15 * 60 },
  signInAddress: { points: 50, duration: 60 * 60 },
  /** Of one account whose password was right. */
  secondFactor: { points: 5, duration: 15 * 60 },
  /** Proving once more who one is, within a session. */
  confirmation: { points: 10, duration: 15 * 60 },
  /** Mails that one account is sent, and that one network asks for. */
  reset: { points: 3, duration: 60 * 60 },
  resetAddress: { points: 10, duration: 60 * 60 },
  verification: { points: 5, duration: 60 * 60 },
  /** Links with tokens in them that one network tries. */
  links: { points: 30, duration: 60 * 60 },
  challenges: { points: 60, duration: 60 * 60 },
  tokens: { points: 10, duration: 24 * 60 * 60 },
  invitations: { points: 30, duration: 24 * 60 * 60 },
  reports: { points: 20, duration: 60 * 60 },
  exports: { points: 5, duration: 60 * 60 },
  /** From one address. A club that signs up together in one hall shares it. */
  signUp: { points: 30, duration: 60 * 60 },
  /** By one person: a quick talker is far below both. */
  messageBurst: { points: 20, duration: 4 },
  messages: { points: 120, duration: 60 },
  /** Gifts that are begun, by one person and from one network. */
  donations: { points: 5, duration: 10 * 60 },
  donationsAddress: { points: 20, duration: 10 * 60 },
  /** Gifts without an account: mails that one network asks for, and that one address is sent; looking how the gift stands. */
  guestGifts: { points: 5, duration: 10 * 60 },
  guestMails: { points: 3, duration: 60 * 60 },
  guestVisits: { points: 200, duration: 10 * 60 },
  /** Notices that do not come from the payment provider. */
  badWebhooks: { points: 60, duration: 60 * 60 },
  /** Looking whether a gift has arrived. */
  paymentChecks: { points: 60, duration: 10 * 60 },
  uploads: { points: 30, duration: 60 * 60 },
  rooms: { points: 30, duration: 60 * 60 }
} as const
export type Rule = keyof typeof RULES

export interface Limits {
  /** Counts one more for `key`. @throws 429 `rate_limited` with `retryAfter` in seconds */
  take(rule: Rule, key: string): Promise<void>
  /** Forgets what was counted, as after a sign-in that succeeded. */
  forgive(rule: Rule, key: string): Promise<void>
  close(): void
}

/** Counts nothing: for benchmarks and load tests (LIMITS=off). */
export const noLimits: Limits = { take: async () => undefined, forgive: async () => undefined, close: () => undefined }

/** Whoever is counted does not wait for a Redis that hangs (ms). */
const OPTIONS = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 300 }

/**
 * Counts in memory, which all workers share, or for all nodes together in Redis under `prefix`; while Redis does not answer each
 * node counts for itself.
 */
export const createLimits = (redisUrl: string, prefix: string): Limits => {
  const client = redisUrl ? new Redis(redisUrl, OPTIONS) : undefined
  // what is wrong with Redis is told by the one who joins the nodes
  client?.on('error', () => undefined)
  const limiterOf = (rule: Rule): RateLimiterAbstract => {
    if (!client && isWorker) return new RateLimiterCluster({ ...RULES[rule], keyPrefix: rule, timeoutMs: 3_000 })
    const memory = new RateLimiterMemory({ ...RULES[rule], keyPrefix: rule })
    if (!client) return memory
    const keyPrefix = `${prefix}:limit:${rule}`
    return new RateLimiterRedis({ ...RULES[rule], keyPrefix, storeClient: client, insuranceLimiter: memory })
  }
  const limiters = new Map((Object.keys(RULES) as Rule[]).map((rule) => [rule, limiterOf(rule)]))
  return {
    async take(rule, key) {
      try {
        await limiters.get(rule)?.consume(key)
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        throw refusal('rate_limited', { retryAfter: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) })
      }
    },
    async forgive(rule, key) {
      await limiters.get(rule)?.delete(key)
    },
    close: () => client?.disconnect()
  }
}

/** Where a call comes from, as far as it can be told apart: of an IPv6 address the network, because one home has 2^64. */
export const networkOf = (address = 'unknown') =>
  address.includes(':') && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address

/** An address as it may be kept: enough to see that two came from one network, too little to say from which home. */
export const placeOf = (address: string) => {
  const ipv4 = address.replace(/^::ffff:/, '')
  return ipv4.includes('.') ? ipv4.replace(/\.\d+$/, '.0') : networkOf(address)
}
