import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import type { Plugin } from '../../api/app.ts'
import type { Message } from '../../api/client.ts'
import { createLogger } from '../../api/logger.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aLine, aPerson, leavingAfterwards, PASSWORD, request, signedIn, type Somebody } from '../support/people.ts'
import { aRedis, hasRedis } from '../support/redis.ts'

if (!hasRedis) console.log('Skipped: what holds while Redis is away: redis-server is not installed')

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** Two nodes on a Redis of their own. `log` has what each of them wrote. */
const twoNodes = async ({ started = true, more = {} } = {}) => {
  const database = await freshDatabase()
  const redis = await aRedis()
  if (started) await redis.start()
  const settings = { databaseUrl: database.url, redisUrl: redis.url, authSecret: uuidv7() + uuidv7(), ...more }
  const logs: string[][] = [[], []]
  const nodes = await Promise.all(
    logs.map((lines) => {
      const stream = { write: (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg) }
      const plugin: Plugin = (app) => void app.set('logger', createLogger('info', stream))
      return aHearth(settings, [plugin])
    })
  )
  const [one, two] = nodes as [TestHearth, TestHearth]
  endings.push(async () => {
    await Promise.all([one.stop(), two.stop()])
    await redis.kill()
    await database.drop()
  })
  const isUp = (up: boolean) =>
    expect
      .poll(() => nodes.map(({ app }) => app.get('nodes')?.state()), { timeout: 8_000, interval: 20 })
      .toEqual(up ? ['up', 'up'] : ['down', 'down'])
  return { one, two, redis, logs, isUp }
}

/** Ana and Carl on the first node, Ben on the second, all in one private room. */
const together = async (one: TestHearth, two: TestHearth) => {
  const name = uuidv7().slice(-8)
  const ana = await aPerson(one, `ana-${name}`)
  const carl = await aPerson(one, `carl-${name}`)
  const ben = await aPerson(two, `ben-${name}`)
  leavingAfterwards(ana, ben, carl)
  const room = await ana.service('rooms').create({ name: 'Bridge', visibility: 'private' })
  const memberships = await Promise.all(
    [ben, carl].map(({ id: userId }) => ana.service('memberships').create({ roomId: room.id, userId }))
  )
  await expect.poll(() => two.app.io.of('/').adapter.rooms.has(`rooms/${room.id}`)).toBe(true)
  const say = (who: Somebody, text: string) => who.service('messages').create({ roomId: room.id, text })
  return { ana, ben, carl, room, ofBen: memberships[0]!, say }
}

const texts = ({ heard }: Somebody) =>
  heard.filter(({ event }) => event === 'messages created').map(({ data }) => (data as unknown as Message).text)

describe.runIf(hasRedis && process.env.TEST_DATABASE_URL)('while Redis is away', () => {
  test('who is on the same node hears at once, and who is on another is whole within 2 s of its return', async () => {
    const { one, two, redis, logs, isUp } = await twoNodes()
    const { ana, ben, carl, room, say } = await together(one, two)
    await say(ana, 'before')
    await expect.poll(() => texts(ben)).toEqual(['before'])
    const followed: string[] = []
    void (async () => {
      for await (const { text } of ben.client.room(room.id, { since: 0 })) followed.push(text)
    })()
    await expect.poll(() => followed).toEqual(['before'])

    await redis.kill()
    await isUp(false)
    for (const text of ['one', 'two', 'three']) {
      const heard = carl.hears('messages created')
      const since = performance.now()
      await say(ana, text)
      await heard
      expect(performance.now() - since).toBeLessThan(1_000)
    }
    expect(texts(ben)).toEqual(['before'])

    await redis.start()
    const since = performance.now()
    await expect.poll(() => followed, { timeout: 5_000, interval: 20 }).toEqual(['before', 'one', 'two', 'three'])
    expect(performance.now() - since).toBeLessThan(2_000)
    await isUp(true)
    await say(ana, 'after')
    await expect.poll(() => texts(ben)).toEqual(['before', 'after'])

    for (const lines of logs) {
      expect(lines.filter((line) => line.startsWith('Redis does not answer'))).toHaveLength(1)
      expect(lines.filter((line) => line.startsWith('Redis answers again'))).toHaveLength(1)
    }
  }, 40_000)

  test('one that hangs makes nobody wait', async () => {
    const { one, two, redis, isUp } = await twoNodes({ more: { limits: 'on' } })
    const { ana, carl, room, say } = await together(one, two)
    redis.signal('SIGSTOP')
    for (const text of ['one', 'two']) {
      const heard = carl.hears('messages created')
      const since = performance.now()
      await say(ana, text)
      await heard
      expect(performance.now() - since).toBeLessThan(1_500)
    }
    const since = performance.now()
    await ana.service('presences').create({ roomId: room.id })
    await ana.service('presences').find({ query: { roomId: room.id } })
    expect(performance.now() - since).toBeLessThan(2_000)
    await isUp(false)
    redis.signal('SIGCONT')
    await isUp(true)
  }, 40_000)

  test('a right that is taken on one node is gone on the other within 5 s', async () => {
    const { one, two, redis, isUp } = await twoNodes()
    const { ana, ben, ofBen, say } = await together(one, two)
    await redis.kill()
    await isUp(false)
    await ana.service('memberships').remove(ofBen.id)
    await sleep(5_000)
    // said on the node of those who must not hear it
    const erin = await signedIn(two, ana.email)
    leavingAfterwards(erin)
    const heard = ben.heard.length
    await say(erin, 'not for Ben')
    await sleep(300)
    expect(ben.heard.slice(heard).filter(({ event }) => event.startsWith('messages'))).toEqual([])
    expect(texts(erin)).toEqual(['not for Ben'])
  }, 40_000)

  test('a session that is ended on one node is cut on the other within 5 s', async () => {
    const { one, two, redis, isUp } = await twoNodes()
    const { ben } = await together(one, two)
    const laptop = await signedIn(one, ben.email)
    leavingAfterwards(laptop)
    await redis.kill()
    await isUp(false)
    const { data } = await ben.service('sessions').find({ query: { current: true } })
    const ended = ben.hears<{ reason: string }>('session ended')
    await laptop.service('sessions').remove(data[0]!.id)
    await expect.poll(() => ben.line.connected, { timeout: 5_000 }).toBe(false)
    expect((await ended).reason).toBe('revoked')
  }, 40_000)

  test('a room that is joined meanwhile on another node is heard within 5 s', async () => {
    const { one, two, redis, isUp } = await twoNodes()
    const { ana, ben } = await together(one, two)
    await redis.kill()
    await isUp(false)
    const room = await ana.service('rooms').create({ name: 'Later', visibility: 'private' })
    await ana.service('memberships').create({ roomId: room.id, userId: ben.id })
    await ben.hears('heads may have moved').catch(() => ben.hears('heads may have moved'))
    await ben.service('messages').create({ roomId: room.id, text: 'here I am' })
    await expect.poll(() => texts(ben)).toContain('here I am')
  }, 40_000)

  test('when rights cannot be read either, nobody hears a room, until they can', async () => {
    const { one, two, redis, isUp } = await twoNodes()
    const { room } = await together(one, two)
    const isHeard = () => two.app.io.of('/').adapter.rooms.has(`rooms/${room.id}`)
    await redis.kill()
    await isUp(false)
    const database = two.app.get('database')
    const broken = () => {
      throw new Error('The database does not answer')
    }
    two.app.set('database', { ...database, read: broken as never })
    endings.push(async () => void two.app.set('database', database))
    await sleep(5_000)
    expect(isHeard()).toBe(true)
    await expect.poll(isHeard, { timeout: 12_000, interval: 100 }).toBe(false)
    two.app.set('database', database)
    await expect.poll(isHeard, { timeout: 5_000, interval: 100 }).toBe(true)
  }, 60_000)

  test('a node starts, says so in one line, serves, and joins when it comes', async () => {
    const { one, two, redis, logs, isUp } = await twoNodes({ started: false })
    for (const lines of logs) {
      expect(lines).toEqual([expect.stringMatching(/^Redis does not answer: this node serves its own people/)])
    }
    expect((await request(one.url, 'GET', '/health/ready')).status).toBe(200)
    const ana = await aPerson(one, `ana-${uuidv7().slice(-8)}`)
    const again = await signedIn(one, ana.email)
    const room = await ana.service('rooms').create({ name: 'Alone', visibility: 'private' })
    await ana.service('messages').create({ roomId: room.id, text: 'alone' })
    await expect.poll(() => texts(again)).toEqual(['alone'])
    await redis.start()
    await isUp(true)
    const elsewhere = await signedIn(two, ana.email)
    leavingAfterwards(ana, again, elsewhere)
    await ana.service('messages').create({ roomId: room.id, text: 'together' })
    await expect.poll(() => texts(elsewhere)).toEqual(['together'])
  }, 40_000)
})

describe.runIf(hasRedis && process.env.TEST_DATABASE_URL)('what goes over Redis', () => {
  test('has no token, no password and no header in it', async () => {
    const { one, two, redis } = await twoNodes({ more: { limits: 'on' } })
    const ear = await redis.listen()
    const { ana, ben, room, say } = await together(one, two)
    const agent = `agent-${uuidv7()}`
    const line = aLine(two.url, {
      auth: { accessToken: ben.token },
      extraHeaders: { 'user-agent': agent, cookie: `hearth-canary=${agent}` }
    })
    await new Promise((resolve, reject) => line.once('connect', () => resolve(undefined)).once('connect_error', reject))
    await new Promise((resolve) => line.emit('create', 'presences', { roomId: room.id }, {}, resolve))
    await ben.service('presences').create({ roomId: room.id })
    const { data } = await ana.service('presences').find({ query: { roomId: room.id } })
    expect(data.map(({ userId }) => userId)).toEqual([ben.id])
    await say(ana, 'heard on Redis')
    const { accessToken } = await ben
      .service('sessions')
      .create({ name: 'bot', scopes: ['read'], expiresAt: Date.now() + 86_400_000 })
    expect(accessToken).toBeTruthy()
    await ben.service('authentication').remove(null)
    await sleep(100)
    line.close()
    ear.close()

    const said = ear.commands.join('\n')
    expect(said).toContain('heard on Redis')
    expect(said).toContain(`"userId":"${ben.id}"`)
    for (const secret of [ana.token, ben.token, accessToken, PASSWORD, agent, one.settings.authSecret])
      expect(said).not.toContain(secret)
    expect(said).not.toMatch(/user-agent|sec-websocket|"headers"|"cookie"/i)
  }, 40_000)
})
