import { AsyncLocalStorage } from 'node:async_hooks'
import knex, { type Knex } from 'knex'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Plugin } from '../../api/app.ts'
import type { Message } from '../../api/client.ts'
import { aHearth, type TestHearth } from '../support/create-app.ts'
import { aPerson, request, type Somebody } from '../support/people.ts'
import { freshDatabase } from '../support/postgres.ts'
import { aProxy, type Proxy } from '../support/proxy.ts'

/** What the transactions of `messages.create` meet on their way: set by a test, asked inside each. */
let meanwhile: ((trx: Knex.Transaction) => Promise<unknown>) | undefined
const writing = new AsyncLocalStorage<true>()
const meeting: Plugin = (app) => {
  const database = app.get('database')
  app.set('database', {
    ...database,
    transaction: (work) =>
      database.transaction(async (trx) => {
        if (writing.getStore()) await meanwhile?.(trx)
        return work(trx)
      })
  })
  app.service('messages').hooks({ around: { create: [(_context, next) => writing.run(true, next)] } })
}
beforeEach(() => (meanwhile = undefined))

const timed = async <T>(work: Promise<T>) => {
  const since = performance.now()
  const result = await work
  return { result, ms: performance.now() - since }
}
const readiness = async (hearth: TestHearth) => (await request(hearth.url, 'GET', '/health/ready')).status
const untilReady = (hearth: TestHearth, status: number, timeout: number) =>
  expect.poll(() => readiness(hearth), { timeout, interval: 50 }).toBe(status)

/** On whichever database the suite runs. */
describe('a transaction that fails on its way', () => {
  let hearth: TestHearth
  let ana: Somebody
  let roomId: string
  beforeAll(async () => {
    hearth = await aHearth({}, [meeting])
    ana = await aPerson(hearth, 'ana')
    roomId = (await ana.service('rooms').create({ name: 'Way', visibility: 'private' })).id
  })
  const log = async () =>
    (await ana.service('messages').find({ query: { roomId, $sort: { seq: 1 }, $limit: 100 } })).data
  const failing = (times: number, code: string) => {
    let left = times
    return async () => {
      if (left-- > 0) throw Object.assign(new Error('as the database says it'), { code })
    }
  }

  test('because it met another is run again: one message, one event, one answer', async () => {
    meanwhile = failing(2, '40P01')
    const before = ana.heard.length
    const message = await ana.service('messages').create({ id: uuidv7(), roomId, text: 'third time lucky' })
    expect((await log()).filter(({ id }) => id === message.id)).toEqual([message])
    meanwhile = undefined
    const marker = await ana.service('messages').create({ roomId, text: 'marker' })
    const heard = () => ana.heard.slice(before).filter(({ event }) => event === 'messages created')
    await expect.poll(() => heard().at(-1)?.data.id).toBe(marker.id)
    expect(heard().map(({ data }) => data.id)).toEqual([message.id, marker.id])
    expect(marker.seq).toBe(message.seq + 1)
  })

  test('is given up after three tries, in words and with a time; and nothing of it is stored', async () => {
    const before = (await log()).length
    meanwhile = failing(3, '40001')
    const { status, body, headers } = await ana.rest('POST', '/api/messages', { roomId, text: 'never' })
    expect([status, body.data.reason]).toEqual([503, 'busy'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await log()).toHaveLength(before)
  })

  test.each([
    ['55P03', 'busy'],
    ['57014', 'busy'],
    ['53100', 'storage_full'],
    ['SQLITE_FULL', 'storage_full'],
    ['SQLITE_IOERR', 'database_unavailable'],
    ['58030', 'database_unavailable']
  ])('of %s is 503 %s at once', async (code, reason) => {
    let runs = 0
    meanwhile = () => Promise.reject(Object.assign(new Error('no'), { code, runs: ++runs }))
    const { status, body } = await ana.rest('POST', '/api/messages', { roomId, text: 'never' })
    expect([status, body.data.reason, runs]).toEqual([503, reason, 1])
    expect(body.data.retryAfter).toBeGreaterThan(0)
  })

  test('in company takes nobody with it, and nobody is told what is not stored', async () => {
    const before = (await log()).length
    let calls = 0
    meanwhile = async () => {
      if (++calls % 5 === 0) throw Object.assign(new Error('deadlock'), { code: '40P01' })
    }
    const sends = Array.from({ length: 40 }, (_, i) =>
      ana.service('messages').create({ id: uuidv7(), roomId, text: String(i) })
    )
    const told = (await Promise.allSettled(sends)).flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
    meanwhile = undefined
    const stored = (await log()).slice(before)
    expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(told))
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, i) => before + i + 1))
    expect(told.length).toBeGreaterThan(0)
  })
})

describe('events', () => {
  test('leave in the order of rev and after the commit, whoever writes at once', async () => {
    const hearth = await aHearth()
    const [ana, ben, cleo] = await Promise.all(['ana', 'ben', 'cleo'].map((name) => aPerson(hearth, name)))
    const { id: roomId } = await ana!.service('rooms').create({ name: 'Order', visibility: 'public' })
    for (const one of [ben!, cleo!]) await one.service('memberships').create({ roomId, userId: one.id })
    // whoever hears of a message reads it at once, past everything that is under way
    const unread: Promise<unknown>[] = []
    const asks = (message: Message) =>
      unread.push(
        hearth.app
          .get('database')
          .read('messages')
          .where({ id: message.id })
          .first('rev')
          .then((row) => expect(row?.rev).toBeGreaterThanOrEqual(message.rev))
      )
    cleo!.line.on('messages created', asks).on('messages patched', asks).on('messages removed', asks)
    const mine = await ana!.service('messages').create({ roomId, text: 'mine' })
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        if (i % 10 === 3) return ana!.service('messages').patch(mine.id, { text: `edit ${i}` })
        const body = { id: uuidv7(), roomId, text: String(i) }
        return i % 2 ? ben!.service('messages').create(body) : ana!.rest('POST', '/api/messages', body)
      })
    )
    const { lastRev } = await ana!.service('rooms').get(roomId)
    const revs = () =>
      cleo!.heard.filter(({ event }) => event.startsWith('messages ')).map(({ data }) => Number(data.rev))
    await expect.poll(() => revs().length, { timeout: 5_000 }).toBe(lastRev)
    expect(revs()).toEqual(Array.from({ length: lastRev }, (_, i) => i + 1))
    await Promise.all(unread)
  })
})

/** What only a database server can do. */
describe.skipIf(!process.env.TEST_DATABASE_URL)('PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let direct: Knex
  let proxy: Proxy
  let hearth: TestHearth
  let ana: Somebody
  let roomId: string
  beforeAll(async () => {
    database = await freshDatabase()
    const openDirect = () => knex({ client: 'pg', connection: database.url, pool: { min: 0, max: 2 } })
    direct = openDirect()
    // the worst default there is, for all who come from now on
    await direct.raw('alter database ?? set synchronous_commit = off', [new URL(database.url).pathname.slice(1)])
    await direct.destroy()
    direct = openDirect()
    proxy = await aProxy(database.url)
    const through = new URL(database.url)
    through.host = new URL(proxy.url).host
    hearth = await aHearth({ databaseUrl: through.href }, [meeting])
    ana = await aPerson(hearth, 'ana')
    roomId = (await ana.service('rooms').create({ name: 'Line', visibility: 'private' })).id
  })
  afterAll(async () => {
    proxy.restore()
    await hearth.stop()
    await proxy.close()
    await direct.destroy()
    await database.drop()
  })
  const say = (text = 'hello') => ana.rest('POST', '/api/messages', { id: uuidv7(), roomId, text })

  test('commits to the disk, whatever its own default is', async () => {
    const [{ synchronous_commit: own }] = (await direct.raw('show synchronous_commit')).rows
    const ours = async (trx: Knex) => (await trx.raw('show synchronous_commit')).rows[0].synchronous_commit
    expect(own).toBe('off')
    const all = await Promise.all(Array.from({ length: 8 }, () => hearth.app.get('database').transaction(ours)))
    expect(new Set(all)).toEqual(new Set(['on']))
  })

  test('a deadlock is resolved by running the call that lost once more', async () => {
    const hue = (db: Knex, by: number) => db('communities').update({ hue: by })
    let ran = 0
    const other = await direct.transaction()
    await hue(other, 1)
    meanwhile = async (trx) => {
      ran++
      // the room is ours by now: the other waits for it, and we for the community
      await trx('rooms').where({ id: roomId }).forUpdate().first('id')
      const late = hue(trx, 2)
      if (ran === 1) setTimeout(() => void takeRoom(), 300)
      await late
    }
    const takeRoom = async () => {
      await other('rooms').where({ id: roomId }).forUpdate().first('id')
      await other.commit()
    }
    const { status, body } = await say()
    expect([status, body.seq]).toEqual([201, expect.any(Number)])
    expect(ran).toBe(2)
  })

  test('a lock that is not given up is 503 busy, not 500, and the next call goes through', async () => {
    const other = await direct.transaction()
    await other('rooms').where({ id: roomId }).forUpdate().first('id')
    const { result, ms } = await timed(say())
    expect([result.status, result.body.data.reason]).toEqual([503, 'busy'])
    expect(ms).toBeLessThan(5_000)
    await other.rollback()
    expect((await say()).status).toBe(201)
  })

  test('sessions that the administrator ends are replaced without anybody noticing', async () => {
    let ended = 0
    meanwhile = async (trx) => {
      if (ended++ > 0) return
      const { pid } = (await trx.raw('select pg_backend_pid() as pid')).rows[0]
      await direct.raw('select pg_terminate_backend(?)', [pid])
      await trx.raw('select 1')
    }
    const { status, body } = await say('in the middle of it')
    expect([status, ended]).toEqual([201, 2])
    expect((await ana.service('messages').get(body.id)).text).toBe('in the middle of it')
    await direct.raw(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hearth' and datname = current_database()"
    )
    const answers = await Promise.all(Array.from({ length: 20 }, () => say()))
    expect(answers.map((one) => one.status)).toEqual(answers.map(() => 201))
  })

  test('a commit whose answer was lost is not repeated blindly; repeated by its id, it is one message', async () => {
    const body = { id: uuidv7(), roomId, text: 'was it stored?' }
    let runs = 0
    meanwhile = async () => {
      runs++
      const { write } = hearth.app.get('database')
      const mute = ({ sql }: { sql: string }) => {
        if (!sql.startsWith('COMMIT')) return
        write.off('query', mute)
        proxy.mute()
      }
      write.on('query', mute)
    }
    const lost = await ana.rest('POST', '/api/messages', body)
    proxy.restore()
    expect([lost.status, lost.body.data?.reason, runs]).toEqual([503, 'database_unavailable', 1])
    meanwhile = undefined
    const stored = await direct('messages').where({ id: body.id }).first()
    expect(stored, 'the commit itself has arrived').toMatchObject({ text: body.text })
    const again = await ana.rest('POST', '/api/messages', body)
    expect([again.status, again.body.seq]).toEqual([201, stored.seq])
  })

  describe.each([
    ['refuses', () => proxy.cut()],
    ['hangs', () => proxy.hang()]
  ])('a database that %s', (_, fail) => {
    test('makes the server unready within 3 s; calls are 503 in time; and all is well 5 s after it is back', async () => {
      await Promise.all(Array.from({ length: 12 }, () => say()))
      fail()
      const told = await timed(untilReady(hearth, 503, 3_000))
      expect(told.ms).toBeLessThan(3_000)
      expect((await request(hearth.url, 'GET', '/health/live')).status).toBe(200)
      const calls = await timed(
        Promise.all([
          ...Array.from({ length: 25 }, () => say()),
          ...Array.from({ length: 25 }, () => ana.rest('GET', '/api/rooms'))
        ])
      )
      // the wait for the pool, and less than a second
      expect(calls.ms).toBeLessThan(5_000)
      for (const { status, body } of calls.result) {
        expect(status).toBe(503)
        expect(['busy', 'database_unavailable']).toContain(body.data.reason)
        expect(body.data.retryAfter).toBeGreaterThan(0)
      }
      proxy.restore()
      const back = performance.now()
      await untilReady(hearth, 200, 5_000)
      await expect.poll(async () => (await say()).status, { timeout: 5_000 }).toBe(201)
      expect((await ana.rest('GET', '/api/rooms')).status).toBe(200)
      expect(performance.now() - back).toBeLessThan(5_000)
    }, 30_000)
  })

  test('connections that are reset under load cost nothing that was acknowledged, and no 500', async () => {
    const since = (await ana.service('rooms').get(roomId)).lastSeq
    const sends = Array.from({ length: 60 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 8))
      const text = `under fire ${i}`
      const id = uuidv7()
      for (;;) {
        const { status, body } = await ana.rest('POST', '/api/messages', { id, roomId, text })
        if (status === 201) return id
        expect([status, typeof body.data.retryAfter]).toEqual([503, 'number'])
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })
    const resets = async () => {
      for (let i = 0; i < 6; i++) {
        await new Promise((resolve) => setTimeout(resolve, 150))
        proxy.cut()
        proxy.restore()
      }
    }
    const [told] = await Promise.all([Promise.all(sends), resets()])
    const rows = await direct('messages').where({ roomId }).where('seq', '>', since).orderBy('seq').select('id', 'seq')
    expect(new Set(rows.map(({ id }) => id as string))).toEqual(new Set(told))
    expect(rows.map(({ seq }) => seq as number)).toEqual(rows.map((__, i) => since + i + 1))
  }, 30_000)
})
