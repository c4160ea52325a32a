import { execFileSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Client, Message, Rooms } from '../../api/client.ts'
import { quantile } from '../bench/figures.ts'
import { aDeafLine } from '../support/deaf-line.ts'
import { aRedis } from '../support/redis.ts'
import { keepLine } from './people/line.ts'
import { chance as seeded } from './random.ts'
import { until } from './until.ts'
import { aBrokenBuild, type Change } from './world/broken.ts'
import { grounds } from './world/grounds.ts'
import { allowed } from './world/machine.ts'
import { missing } from './world/needs.ts'
import { aServer, type Server } from './world/server.ts'
import type { Townsman } from './world/town.ts'

const lack = missing('PostgreSQL', ['redis-server'])
if (lack) console.log(`Skipped: F12 on two nodes: ${lack}`)
afterAll(() => grounds.sweep())

/** So many messages of so many letters: several times what the kernel holds for somebody who does not read. */
const MESSAGES = 6_000
const WARM_UP = 2_000
const LETTERS = 3_500
/** Messages that are under way at once, so many that the reader falls behind within seconds. */
const UNDER_WAY = 16
/** A reader who takes nothing is cut within so long (ms), and the memory of the server grows by no more (bytes). */
const CUT = 10_000
const GROWTH = 50e6
/** By the last message one who keeps up has long cut the reader: a broken server is given so much longer (ms). */
const AFTERWARDS = 1_000
/** What a message takes to those who read, for 95 of 100 (ms). */
const OTHERS = 200

const resident = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024

const cuts = async (url: string) =>
  Number(/^hearth_slow_readers_cut_total\S* (\d+)/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])

/** One server on SQLite, or two on PostgreSQL with a Redis: people read at the first, and write at the last. */
const aHouse = async (nodes: 1 | 2, changes: readonly Change[]) => {
  const ground = await grounds.on(nodes === 1 ? 'SQLite' : 'PostgreSQL')
  const build = changes.length > 0 ? await aBrokenBuild(changes) : undefined
  const redis = nodes === 2 ? await aRedis() : undefined
  await redis?.start()
  const env = { ...ground.env, ...(redis && { REDIS_URL: redis.url }) }
  const servers: Server[] = []
  for (let i = 0; i < nodes; i++) servers.push(await aServer({ env, ...(build && { home: build }) }))
  for (const one of servers) await one.start()
  const close = async () => {
    for (const one of servers) await one.stop()
    await redis?.kill()
    await ground.sweep()
  }
  return { ground, server: servers[0]!, writeAt: servers.at(-1)!.url, close }
}

/** Lets somebody write to a room in which one does not read. */
const inCompanyOfTheDeaf = async (nodes: 1 | 2, changes: readonly Change[] = [], patience = CUT) => {
  const { ground, server, writeAt, close } = await aHouse(nodes, changes)
  const { square: roomId, readers, writers } = ground.town
  const chance = seeded('slow reader')
  const [deafOne, listener] = readers as [Townsman, Townsman]
  const aLineOf = ({ token, name }: Townsman, url: string) => keepLine(url, token, chance.branch(name), () => undefined)
  const hears = aLineOf(listener, server.url)
  const writes = aLineOf(writers[0] as Townsman, writeAt)
  const lines = [hears, writes]
  await Promise.all(lines.map((line) => line.connected()))
  const sentAt = new Map<string, number>()
  const took: number[] = []
  hears.client
    .service('messages')
    .on('created', ({ id }: Message) => took.push(performance.now() - (sentAt.get(id) ?? NaN)))
  const text = 'x'.repeat(LETTERS)
  let cutAfter = Infinity
  let most = 0
  const write = async (count: number) => {
    while (sentAt.size < count) {
      const id = uuidv7()
      sentAt.set(id, performance.now())
      await writes.client.service('messages').create({ id, roomId, text })
      if (sentAt.size % 500 === 0) most = Math.max(most, resident(server.pid()))
    }
  }
  const writeUntil = (count: number) => Promise.all(Array.from({ length: UNDER_WAY }, () => write(count)))
  // what writing itself takes is no growth
  await writeUntil(WARM_UP)
  const deaf = await aDeafLine(server.port, [`Authorization: Bearer ${deafOne.token}`])
  const before = resident(server.pid())
  const since = performance.now()
  const watch = setInterval(() => {
    void cuts(server.url).then(
      (count) => {
        if (count > 0) cutAfter = Math.min(cutAfter, performance.now() - since)
      },
      () => undefined
    )
  }, 250)
  await writeUntil(MESSAGES)
  await until(() => took.length === MESSAGES && cutAfter < Infinity, allowed(patience))
  clearInterval(watch)

  // who comes back is whole
  const back = keepLine(server.url, deafOne.token, chance.branch('back'), () => undefined)
  const caughtUp: number[] = []
  const room = (back.client as Client & Rooms).room(roomId, { since: 0 })
  for await (const { seq } of room) {
    caughtUp.push(seq)
    if (caughtUp.length === MESSAGES) break
  }
  for (const line of [...lines, back]) line.close()
  deaf.destroy()
  await close()
  return { cutAfter, growth: most - before, others: quantile(took, 0.95), heard: took.length, caughtUp }
}

const places = [
  { where: 'one node, on SQLite', nodes: 1, skip: false },
  { where: 'two nodes, on PostgreSQL and Redis', nodes: 2, skip: lack !== undefined }
] as const

for (const { where, nodes, skip } of places)
  test.skipIf(skip)(
    `F12: a reader who does not read is cut and catches up later; the server’s memory stays flat, and others hear at once (${where})`,
    async () => {
      const { cutAfter, growth, others, heard, caughtUp } = await inCompanyOfTheDeaf(nodes)
      expect(cutAfter).toBeLessThan(allowed(CUT))
      // where everything takes longer, garbage lies about for longer, too
      expect(growth).toBeLessThan(allowed(GROWTH))
      expect(others).toBeLessThan(allowed(OTHERS))
      expect(heard).toBe(MESSAGES)
      expect(caughtUp).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1))
    },
    allowed(60_000)
  )

test(
  'F12 would notice a server that keeps everything for everybody',
  async () => {
    const never = [{ from: 'if (waits || bytes > MOST_BYTES)', to: 'if (waits && bytes > Infinity)' }]
    expect((await inCompanyOfTheDeaf(1, never, AFTERWARDS)).cutAfter).toBe(Infinity)
  },
  allowed(60_000)
)
