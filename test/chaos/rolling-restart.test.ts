import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { aRedis } from '../support/redis.ts'
import { violationsOf } from './checker.ts'
import { History } from './history.ts'
import { aReader } from './people/reader.ts'
import { aWriter } from './people/writer.ts'
import { chance as seeded } from './random.ts'
import { told } from './trial.ts'
import { evidenceOf } from './world/ground.ts'
import { grounds } from './world/grounds.ts'
import { allowed } from './world/machine.ts'
import { missing } from './world/needs.ts'
import { aProxy } from './world/proxy.ts'
import { aServer } from './world/server.ts'
import type { Townsman } from './world/town.ts'

const seed = process.env.CHAOS_SEED ?? crypto.randomUUID().slice(0, 8)
const lack = missing('PostgreSQL', ['haproxy', 'redis-server'])
if (lack) console.log(`Skipped: F22, the rolling restart: ${lack}`)
afterAll(() => grounds.sweep())

/** From the signal to the end a node takes so long at most (ms). */
const MOST_TO_STOP = 15_000
/** The proxy looks twice a second whether a node serves (ms). */
const NOTICED = 1_500

test.skipIf(lack)(
  `F22: two nodes behind a proxy are restarted one after the other, and nobody loses anything (seed ${seed})`,
  async () => {
    const chance = seeded(seed)
    const ground = await grounds.on('PostgreSQL')
    const redis = await aRedis()
    await redis.start()
    const env = { ...ground.env, REDIS_URL: redis.url, TRUST_PROXY: 'true', STOP_DELAY: '2' }
    const nodes = [await aServer({ env }), await aServer({ env })] as const
    await Promise.all(nodes.map((node) => node.start()))
    const proxy = await aProxy(nodes[0].port, nodes[1].port)

    const { town } = ground
    const history = new History()
    const roomIds = [town.square, town.den]
    const common = { url: proxy.url, roomIds, history }
    const readers = town.readers.map((person) => aReader({ ...common, person, chance: chance.branch(person.name) }))
    const [overRest, overSockets] = [town.writers.slice(0, 3), town.writers.slice(3, 9)]
    const writing = (person: Townsman) => ({ ...common, person, pause: 60, chance: chance.branch(person.name) })
    const writers = [
      ...overRest.map((person) => aWriter({ ...writing(person), over: 'REST' })),
      ...overSockets.map((person) => aWriter({ ...writing(person), over: 'socket' }))
    ]
    const exits: (number | null)[] = []
    try {
      await sleep(1_000)
      for (const node of nodes) {
        const since = performance.now()
        exits.push(await node.stop())
        expect(performance.now() - since).toBeLessThan(allowed(MOST_TO_STOP))
        await node.start()
        await sleep(NOTICED)
      }
      await Promise.all(writers.map((writer) => writer.finish(allowed(10_000))))
      const { heads } = await evidenceOf(ground)
      const end = new Map(heads.map(({ id, lastRev }) => [id, lastRev]))
      const isWhole = () => readers.every((reader) => reader.holds(end))
      for (const until = Date.now() + allowed(5_000); !isWhole() && Date.now() < until;) await sleep(20)
    } finally {
      for (const one of [...readers, ...writers]) one.close()
      await proxy.stop()
      await Promise.all(nodes.map((node) => node.stop()))
      await redis.kill()
    }

    const shown = readers.flatMap(({ name, logs }) => logs.map(({ roomId, rows }) => ({ who: name, roomId, rows })))
    const evidence = { ...history, ...(await evidenceOf(ground)), shown }
    await ground.sweep()
    expect(exits).toEqual([0, 0])
    expect(history.messages).toBeGreaterThan(100)
    expect(told(violationsOf(evidence))).toEqual([])
    // of a removal whose answer was lost, the next try says only that it is gone
    expect(history.deeds.filter(({ kind, done, refused }) => refused || (!done && kind !== 'unsay'))).toEqual([])
    // everybody came over to the other node, and back
    expect(readers.map((reader) => reader.connections())).toSatisfy((counts: number[]) => counts.some((n) => n > 1))
    expect(history.troubles.filter(({ code }) => code !== 503)).toEqual([])
    // the proxy sends no request to a node that is about to stop, so none has to be made again
    const again = history.deeds.filter(({ userId, tries }) => tries > 1 && overRest.some(({ id }) => id === userId))
    expect(again).toEqual([])
  },
  allowed(60_000)
)
