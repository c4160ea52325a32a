import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../api/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'hearth-test-'))
let database: Database
beforeAll(async () => {
  database = openDatabase(`sqlite:${join(folder, 'group.sqlite')}`)
  await database.write.schema.createTable('notes', (table) => {
    table.integer('id').primary()
  })
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const note = (id: number) => database.transaction((trx) => trx('notes').insert({ id }))
const stored = async () => (await database.read('notes').orderBy('id').pluck('id')) as number[]

test('writes at once share their commits; a failing one, also one that fails late, takes nobody with it', async () => {
  const commits: string[] = []
  const count = ({ sql }: { sql: string }) => {
    if (sql.startsWith('COMMIT')) commits.push(sql)
  }
  database.write.on('query', count)
  await note(1)
  const late = database.transaction(async (trx) => {
    await trx('notes').insert({ id: 99 })
    throw new Error('changed my mind')
  })
  const results = await Promise.allSettled([...[2, 3, 1, 4].map(note), late, ...[5, 6].map(note)])
  database.write.off('query', count)
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled'
  ])
  expect(await stored()).toEqual([1, 2, 3, 4, 5, 6])
  expect(commits.length).toBeLessThan(5)
})

test('nobody is told before it is durable: another connection sees what was acknowledged', async () => {
  await Promise.all(
    Array.from({ length: 50 }, async (_, i) => {
      await note(100 + i)
      expect(await stored()).toContain(100 + i)
    })
  )
})

test('a commit that fails is acknowledged to none of those it held', async () => {
  const before = await stored()
  const rude = database.transaction(async (trx) => {
    await trx('notes').insert({ id: 500 })
    // what a full disk does: the whole transaction is gone, not only this part
    await trx.raw('ROLLBACK')
  })
  const results = await Promise.allSettled([note(501), note(502), rude, note(503)])
  const told = results.flatMap(({ status }, i) => (status === 'fulfilled' ? [[501, 502, 500, 503][i]] : []))
  const now = (await stored()).filter((id) => !before.includes(id))
  for (const id of told) expect(now).toContain(id)
  // and it goes on
  await note(600)
  expect(await stored()).toContain(600)
})

test('a disk that fills on the way takes the whole commit with it: nobody is told that it is stored, and nothing of it is', async () => {
  const full = () =>
    database.transaction(async (trx) => {
      await trx('notes').insert({ id: 700 })
      // SQLite rolls back everything by itself, and a savepoint after it would be a transaction of its own
      await trx.raw('ROLLBACK')
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    })
  const results = await Promise.allSettled([note(701), note(702), full(), note(703), note(704)])
  expect(results.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'stored'))).toEqual([
    ...['stored', 'SQLITE_FULL', 'SQLITE_FULL', 'SQLITE_FULL', 'SQLITE_FULL']
  ])
  expect((await stored()).filter((id) => id >= 700)).toEqual([701])
})

test('a lock of another process is waited for; one that is not given up refuses everybody who waits, and then it goes on', async () => {
  const other = openDatabase(`sqlite:${join(folder, 'group.sqlite')}`)
  const hold = (ms: number) =>
    other.transaction(async (trx) => {
      await trx('notes').first()
      await new Promise((resolve) => setTimeout(resolve, ms))
    })
  const short = hold(1_500)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await Promise.all(Array.from({ length: 100 }, (_, i) => note(800 + i)))
  await short
  const long = hold(8_000)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const since = performance.now()
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => note(1_000 + i)))
  expect(performance.now() - since, 'nobody waits twice').toBeLessThan(7_500)
  expect(new Set(results.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code))).toEqual(
    new Set(['SQLITE_BUSY'])
  )
  await long
  await note(2_000)
  expect((await stored()).filter((id) => id >= 800)).toEqual([...Array.from({ length: 100 }, (_, i) => 800 + i), 2_000])
  await other.close()
})
